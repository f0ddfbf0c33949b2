"""Vocabulary: what columns are called in the files people have, in several languages.

Names are folded (see ``names.fold``) and listed in order of preference; a stable id comes before a
name of the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Folded names for a role: sure ones, usual ones, and those that are a last resort."""

    sure: tuple[str, ...]
    usual: tuple[str, ...]
    weak: tuple[str, ...] = ()


def _words(sure: str, usual: str, weak: str = "") -> Words:
    return Words(tuple(sure.split()), tuple(usual.split()), tuple(weak.split()))


USER = _words(
    "userid uid visitorid fullvisitorid userpseudoid customerid clientid memberid personid "
    "reviewerid profileid accountid buyerid viewerid listenerid readerid subscriberid shopperid "
    "consumerid learnerid studentid playerid steamid householdid useruuid userkey usernumber "
    "customernumber customerno customernr customerkey msno "
    "nutzerid benutzerid benutzernummer kundenid kundennummer kundennr kdnr mitgliedid "
    "mitgliedsnummer besucherid idutilisateur utilisateurid idclient numeroclient numclient "
    "idusuario usuarioid idcliente clienteid idutente utenteid codigocliente gebruikerid klantid",
    "user customer client visitor member person reviewer buyer viewer listener reader subscriber "
    "shopper consumer account profile learner student player household participant "
    "nutzer benutzer kunde kaufer kaeufer mitglied besucher hoerer zuschauer leser utilisateur "
    "acheteur membre visiteur abonne lecteur usuario cliente comprador miembro visitante lector "
    "utente gebruiker klant",
    "username reviewername customername email useremail customeremail mail cookieid deviceid "
    "sessionid session kundenname benutzername nomutilisateur nombreusuario",
)
ITEM = _words(
    "itemid iid parentasin productid movieid filmid showid videoid trackid songid bookid isbn "
    "asin sku articleid artid artistid albumid "
    "businessid placeid venueid restaurantid recipeid gameid appid "
    "animeid courseid newsid contentid postid jobid stockcode ean gtin upc itemcode productcode "
    "listingid hotelid poiid goodsid adid pageid titleid gmapid itemuuid productkey itemkey "
    "itemnumber productnumber artikelid artikelnummer artikelnr produktid produktnummer "
    "produktnr buchid liedid idarticle idproduit produitid codeproduit codearticle idfilm "
    "idlivre idarticulo articuloid idproducto productoid codigoproducto idpelicula peliculaid "
    "idlibro idprodotto artikelcode "
    "itemsitemid itemssku itemsid productsproductid productssku productsid lineitemsku "
    "lineitemssku lineitemsproductid",
    "item product movie film show video track song book article artist album business place venue "
    "restaurant recipe game app anime course content post job listing hotel poi series episode "
    "podcast asset object artikel produkt ware buch lied musiktitel serie produit livre chanson "
    "articulo producto pelicula libro cancion juego prodotto",
    "title itemname lineitemname productname movietitle booktitle artistname trackname songname "
    "gametitle videotitle titel titre titulo name url description bezeichnung artikelname",
)
EVENT = _words(
    "event eventtype eventname interactiontype actiontype behaviortype behaviourtype feedbacktype",
    "action interaction behavior behaviour activity verb feedback ereignis ereignistyp aktion "
    "vorgang evenement typeevenement evento tipoevento accion interaccion",
    "type typ tipo eventcategory",
)
VALUE = _words(
    "rating ratings overall stars star score reviewscore ratingvalue userrating starrating "
    "myrating bookrating bewertung sterne punkte notation evaluation puntuacion calificacion "
    "valoracion valutazione",
    "value weight plays playcount playcounts plays count listencount listens scrobbles quantity "
    "qty watchtime watchratio watchminutes watchseconds watchms watchhours watchduration "
    "minuteswatched secondswatched hourswatched dwelltime playtime "
    "hours hoursplayed playduration strength confidence preference freq frequency times "
    "lineitemquantity itemsquantity lineitemsquantity productsquantity "
    "menge anzahl stueckzahl stuckzahl wert gewicht quantite valeur note nombreecoutes cantidad "
    "unidades valor nota",
    "amount views clicks visits duration units betrag montant importe",
)
TIME = _words(
    "timestamp unixreviewtime unixtimestamp eventtime eventtimestamp unixtime epoch ts datetime "
    "zeitstempel horodatage marcadetiempo ratingtimestamp timestampms",
    "time date when createdat eventdate reviewtime reviewdate ratedat ratingdate purchasedate "
    "purchasedat purchasetime orderdate ordertime orderedat invoicedate transactiondate "
    "transactiontime watchedat playedat viewedat clickedat listenedat visitedat occurredat "
    "happenedat loggedat day dateadded dateupdated readat startedat starttime submitted "
    "submissiondate datum zeit zeitpunkt uhrzeit tag bestelldatum kaufdatum bewertungsdatum "
    "heure dateheure dateachat datecommande jour fecha fechahora hora fechacompra fechapedido "
    "data",
    "created updatedat modifiedat year",
)
TITLE = _words(
    "title itemtitle producttitle movietitle booktitle primarytitle originaltitle videotitle "
    "gametitle coursetitle recipetitle titel titre titulo",
    "name itemname productname moviename artistname trackname songname showname filmname gamename "
    "businessname bezeichnung artikelname produktname artikelbezeichnung nom nomproduit libelle "
    "nombre nombreproducto headline",
    "label item product movie film artist track book description produkt artikel produit producto",
)
ADDED = _words(
    "added addedat dateadded addeddate addedon dateofarrival arrival arrivaldate availablefrom "
    "availablesince firstavailable datefirstavailable onlinesince listedat listingdate "
    "hinzugefuegt hinzugefugt hinzugefuegtam verfugbarab verfuegbarab ajoutele dateajout "
    "fechaalta anadido",
    "uploadedat uploaddate publishedat publishtime publishdate createdat created creationdate "
    "datecreated startdate",
)
LENGTH = _words(
    "length minutes duration runtime runtimeminutes durationminutes lengthminutes lengthmin "
    "durationmin runtimemin durationms durationseconds lengthseconds laufzeit dauer spieldauer "
    "duree duracion durata",
    "min seconds hours playtime numpages pages pagecount seiten",
)
ID_ALONE = _words("", "id identifier code key kennung nummer identifiant", "")

#: Names for the roles of each kind of file.
VOCABULARY: dict[str, dict[str, Words]] = {
    "interactions": {
        "user_id": USER,
        "item_id": ITEM,
        "event": EVENT,
        "value": VALUE,
        "timestamp": TIME,
    },
    "items": {
        "item_id": Words(ITEM.sure, ID_ALONE.usual + ITEM.usual, ITEM.weak),
        "title": TITLE,
        "added": ADDED,
        "length": LENGTH,
    },
    "users": {"user_id": Words(USER.sure, ID_ALONE.usual + USER.usual, USER.weak)},
}
