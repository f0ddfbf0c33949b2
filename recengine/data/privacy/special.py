"""Special: what columns of the categories that article 9 of the GDPR names are called.

Written as in ``vocabulary.py``. Gender is not among them, nor is nationality.
"""

from __future__ import annotations

from recengine.data.privacy.categories import Category

HEALTH = Category(
    "health",
    special=True,
    phrases="health status; health condition; health conditions; health data; health issue; "
    "medical condition; medical conditions; medical history; diagnosis; diagnoses; "
    "disease; illness; disability; disabilities; medication; medications; allergy; "
    "allergies; blood type; blood group; pregnant; is pregnant; pregnancy; hiv; hiv "
    "status; mental health; icd10; icd code; bmi; nhs number; vaccination status; "
    "gesundheit; gesundheitszustand; gesundheitsdaten; krankheit; krankheiten; "
    "vorerkrankungen; diagnose; behinderung; behindert; schwerbehindert; grad "
    "behinderung; medikamente; allergien; blutgruppe; schwanger; schwangerschaft; "
    "krankenkasse; sante; etat sante; maladie; maladies; handicap; handicape; "
    "diagnostic; medicaments; groupe sanguin; enceinte; grossesse; salud; estado "
    "salud; enfermedad; enfermedades; discapacidad; diagnostico; medicacion; "
    "alergias; grupo sanguineo; embarazada; embarazo; salute; stato salute; "
    "malattia; malattie; disabilita; diagnosi; farmaci; allergie; gruppo sanguigno; "
    "gravidanza; gezondheid; gezondheidstoestand; ziekte; ziektes; medicijnen; "
    "allergieen; bloedgroep; zwanger; saude; estado saude; doenca; doencas; "
    "deficiencia; medicamentos; tipo sanguineo; gravida; gravidez; zdrowie; stan "
    "zdrowia; choroba; choroby; niepelnosprawnosc; niepełnosprawność; leki; alergie; "
    "ciaza; grupa krwi; здоровье; диагноз",
    users_only="health; smoker; raucher; fumeur; fumador; fumatore; roker; sick leave",
)
RELIGION = Category(
    "religion or belief",
    special=True,
    phrases="religion; religious; religious belief; religious beliefs; religious "
    "affiliation; faith; religion belief; konfession; glaube; "
    "religionszugehorigkeit; glaubensrichtung; kirchensteuer; religios; confession "
    "religieuse; croyance; croyances; religione; credo; credo religioso; confesion; "
    "confesion religiosa; creencia; creencias; religieus; godsdienst; geloof; "
    "religie; geloofsovertuiging; religiao; crenca; crenca religiosa; religia; "
    "wyznanie; религия; 宗教",
)
ETHNICITY = Category(
    "racial or ethnic origin",
    special=True,
    phrases="ethnicity; ethnic; ethnic origin; ethnic group; ethnic background; racial "
    "origin; race ethnicity; skin color; skin colour; caste; ethnie; ethnizitat; "
    "ethnische herkunft; ethnische zugehorigkeit; hautfarbe; migrationshintergrund; "
    "origine ethnique; couleur peau; etnia; origen etnico; color piel; origine "
    "etnica; etniciteit; etnische afkomst; huidskleur; origem etnica; cor pele; "
    "pochodzenie etniczne; narodowosc etniczna; 民族",
    users_only="race; tribe; rasse; raza; razza; ras; raca; rasa",
)
SEXUALITY = Category(
    "sex life or sexual orientation",
    special=True,
    phrases="sexual orientation; sexuality; sexual preference; sexual preferences; sex life; "
    "lgbt; lgbtq; lgbtqia; transgender; is transgender; sexuelle orientierung; "
    "sexualitat; sexualleben; orientation sexuelle; vie sexuelle; sexualite; "
    "orientacion sexual; vida sexual; sexualidad; orientamento sessuale; vita "
    "sessuale; seksuele geaardheid; geaardheid; seksuele voorkeur; orientacao "
    "sexual; sexualidade; orientacja seksualna; сексуальная ориентация",
)
POLITICS = Category(
    "political opinion",
    special=True,
    phrases="political opinion; political opinions; political view; political views; "
    "political party; political affiliation; political leaning; political "
    "orientation; party affiliation; party membership; politics; voting intention; "
    "vote intention; voted for; politische meinung; politische einstellung; "
    "politische ansichten; parteizugehorigkeit; parteimitglied; "
    "parteimitgliedschaft; wahlabsicht; opinion politique; opinions politiques; "
    "parti politique; intention vote; opinion politica; opiniones politicas; partido "
    "politico; afiliacion politica; ideologia politica; intencion voto; opinione "
    "politica; opinioni politiche; partito politico; orientamento politico; "
    "politieke voorkeur; politieke opvatting; politieke partij; opiniao politica; "
    "filiacao partidaria; poglady polityczne; partia polityczna; политические взгляды",
    users_only="partei; partito; partido; parti",
)
UNION = Category(
    "trade union membership",
    special=True,
    phrases="union member; union membership; is union member; trade union; trade union "
    "member; trade union membership; labor union; labour union; gewerkschaft; "
    "gewerkschaftsmitglied; gewerkschaftszugehorigkeit; gewerkschaftsmitgliedschaft; "
    "syndicat; membre syndicat; syndique; appartenance syndicale; sindicato; "
    "afiliacion sindical; miembro sindicato; sindacato; iscrizione sindacato; "
    "iscrizione sindacale; appartenenza sindacale; vakbond; vakbondslid; lid "
    "vakbond; lidmaatschap vakbond; filiacao sindical; membro sindicato; zwiazek "
    "zawodowy; związek zawodowy; czlonek zwiazku zawodowego; профсоюз",
)
BIOMETRICS = Category(
    "biometric data",
    special=True,
    phrases="biometric; biometrics; biometric id; biometric data; fingerprint; fingerprints; "
    "fingerprint hash; face id; face embedding; face template; facial recognition; "
    "face scan; iris scan; retina scan; voiceprint; voice print; palm print; "
    "biometrie; biometrische daten; fingerabdruck; gesichtserkennung; gesichtsscan; "
    "empreinte digitale; empreintes digitales; donnees biometriques; reconnaissance "
    "faciale; huella dactilar; huellas dactilares; datos biometricos; reconocimiento "
    "facial; impronta digitale; dati biometrici; riconoscimento facciale; "
    "vingerafdruk; biometrische gegevens; gezichtsherkenning; impressao digital; "
    "dados biometricos; odcisk palca; odciski palcow; dane biometryczne; biometria",
)
GENETICS = Category(
    "genetic data",
    special=True,
    phrases="genetic; genetics; genetic data; genome; genotype; dna; dna test; dna sequence; "
    "snp; brca; genetik; genetische daten; gentest; genom; erbkrankheit; adn; test "
    "adn; donnees genetiques; datos geneticos; dati genetici; test dna; genetische "
    "gegevens; dna onderzoek; dados geneticos; dane genetyczne; badanie dna; genetyka",
)

SPECIAL: tuple[Category, ...] = (
    HEALTH,
    RELIGION,
    ETHNICITY,
    SEXUALITY,
    POLITICS,
    UNION,
    BIOMETRICS,
    GENETICS,
)
