namespace Tumen.Import;

/// <summary>
/// The countries of the international system since 1816, one a line: letters (ISO 3166-1, for states that ended ISO 3166-3 or the Correlates of War
/// letters), Correlates of War letters and number, Gleditsch–Ward number, years in which it is a member of the system by the Correlates of War, name,
/// other names and codes in which event data write it.
/// </summary>
/// <remarks>
/// Sources: ISO 3166; Correlates of War Project, State System Membership List; Gleditsch and Ward (1999), International Interactions 25(4), 393–413;
/// CAMEO and ICEWS manuals for codes and names. Places that are not members of the system (Hong Kong, Palestine) have no number and no years.
/// </remarks>
internal static class CountryList
{
    public const string Lines = """
        USA|USA|2|2|1816-|United States|United States of America;US;U.S.
        CAN|CAN|20|20|1920-|Canada|
        BHS|BHM|31|31|1973-|Bahamas|Bahamas, The
        CUB|CUB|40|40|1902-1906,1909-|Cuba|
        HTI|HAI|41|41|1859-1915,1934-|Haiti|
        DOM|DOM|42|42|1894-1916,1924-|Dominican Republic|
        JAM|JAM|51|51|1962-|Jamaica|
        TTO|TRI|52|52|1962-|Trinidad and Tobago|Trinidad
        BRB|BAR|53|53|1966-|Barbados|
        DMA|DMA|54|54|1978-|Dominica|
        GRD|GRN|55|55|1974-|Grenada|
        LCA|SLU|56|56|1979-|Saint Lucia|St. Lucia
        VCT|SVG|57|57|1979-|Saint Vincent and the Grenadines|St. Vincent and the Grenadines
        ATG|AAB|58|58|1981-|Antigua and Barbuda|Antigua & Barbuda
        KNA|SKN|60|60|1983-|Saint Kitts and Nevis|St. Kitts and Nevis
        MEX|MEX|70|70|1831-|Mexico|
        BLZ|BLZ|80|80|1981-|Belize|
        GTM|GUA|90|90|1868-|Guatemala|
        HND|HON|91|91|1899-|Honduras|
        SLV|SAL|92|92|1875-|El Salvador|
        NIC|NIC|93|93|1900-|Nicaragua|
        CRI|COS|94|94|1920-|Costa Rica|
        PAN|PAN|95|95|1903-|Panama|
        COL|COL|100|100|1831-|Colombia|
        VEN|VEN|101|101|1841-|Venezuela|Venezuela, Bolivarian Republic of
        GUY|GUY|110|110|1966-|Guyana|
        SUR|SUR|115|115|1975-|Suriname|Surinam
        ECU|ECU|130|130|1854-|Ecuador|
        PER|PER|135|135|1839-|Peru|
        BRA|BRA|140|140|1826-|Brazil|
        BOL|BOL|145|145|1848-|Bolivia|Bolivia, Plurinational State of
        PRY|PAR|150|150|1846-1870,1876-|Paraguay|
        CHL|CHL|155|155|1839-|Chile|
        ARG|ARG|160|160|1841-|Argentina|
        URY|URU|165|165|1882-|Uruguay|
        GBR|UKG|200|200|1816-|United Kingdom|UK;Great Britain;Britain
        IRL|IRE|205|205|1922-|Ireland|
        NLD|NTH|210|210|1816-1940,1945-|Netherlands|The Netherlands
        BEL|BEL|211|211|1830-1940,1945-|Belgium|
        LUX|LUX|212|212|1920-1940,1944-|Luxembourg|
        FRA|FRN|220|220|1816-1942,1944-|France|
        MCO|MNC|221|221|1993-|Monaco|
        LIE|LIE|223|223|1990-|Liechtenstein|
        CHE|SWZ|225|225|1816-|Switzerland|
        ESP|SPN|230|230|1816-|Spain|
        AND|AND|232|232|1993-|Andorra|
        PRT|POR|235|235|1816-|Portugal|
        HAN|HAN|240|240|1838-1866|Hanover|
        BAV|BAV|245|245|1816-1870|Bavaria|
        DEU|GMY|255|255|1816-1945,1990-|Germany|GER
        DEU|GFR|260|260|1955-1990|German Federal Republic|West Germany;GMW;BRD
        DDR|GDR|265|265|1954-1990|German Democratic Republic|East Germany;GME
        BAD|BAD|267|267|1816-1870|Baden|
        SAX|SAX|269|269|1816-1867|Saxony|
        WRT|WRT|271|271|1816-1870|Württemberg|Wuerttemberg
        HSE|HSE|273|273|1816-1866|Hesse Electoral|
        HSG|HSG|275|275|1816-1867|Hesse Grand Ducal|
        MEC|MEC|280|280|1843-1867|Mecklenburg Schwerin|
        POL|POL|290|290|1919-1939,1945-|Poland|
        AUH|AUH|300|300|1816-1918|Austria-Hungary|
        AUT|AUS|305|305|1919-1938,1955-|Austria|
        HUN|HUN|310|310|1918-|Hungary|
        CSK|CZE|315|315|1918-1939,1945-1992|Czechoslovakia|
        CZE|CZR|316|316|1993-|Czech Republic|Czechia
        SVK|SLO|317|317|1993-|Slovakia|
        PAP|PAP|327|327|1816-1860|Papal States|
        SIC|SIC|329|329|1816-1861|Two Sicilies|
        SMR|SNM|331|331|1992-|San Marino|
        MOD|MOD|332|332|1842-1860|Modena|
        PMA|PMA|335|335|1851-1860|Parma|
        TUS|TUS|337|337|1816-1860|Tuscany|
        ITA|ITA|325|325|1816-|Italy|
        MLT|MLT|338|338|1964-|Malta|
        ALB|ALB|339|339|1914-1939,1944-|Albania|
        MNE|MNG|341|341|2006-|Montenegro|
        MKD|MAC|343|343|1993-|North Macedonia|Macedonia;the former Yugoslav Republic of Macedonia;FYROM
        HRV|CRO|344|344|1992-|Croatia|
        YUG|YUG|345|345|1878-1941,1944-2006|Yugoslavia|Serbia and Montenegro;SCG
        SRB|YUG|345|340|2006-|Serbia|
        BIH|BOS|346|346|1992-|Bosnia and Herzegovina|Bosnia;Bosnia-Herzegovina
        XKX|KOS|347|347|2008-|Kosovo|KSV;RKS
        SVN|SLV|349|349|1992-|Slovenia|
        GRC|GRC|350|350|1828-1941,1944-|Greece|
        CYP|CYP|352|352|1960-|Cyprus|
        BGR|BUL|355|355|1908-|Bulgaria|
        MDA|MLD|359|359|1991-|Moldova|Moldova, Republic of;Republic of Moldova
        ROU|ROM|360|360|1878-|Romania|Rumania
        RUS|RUS|365|365|1816-|Russia|Russian Federation;Soviet Union;USSR;Russia (Soviet Union);USR;SUN
        EST|EST|366|366|1918-1940,1991-|Estonia|
        LVA|LAT|367|367|1918-1940,1991-|Latvia|
        LTU|LIT|368|368|1918-1940,1991-|Lithuania|
        UKR|UKR|369|369|1991-|Ukraine|
        BLR|BLR|370|370|1991-|Belarus|Belarus (Byelorussia)
        ARM|ARM|371|371|1991-|Armenia|
        GEO|GRG|372|372|1991-|Georgia|
        AZE|AZE|373|373|1991-|Azerbaijan|
        FIN|FIN|375|375|1917-|Finland|
        SWE|SWD|380|380|1816-|Sweden|
        NOR|NOR|385|385|1905-1940,1945-|Norway|
        DNK|DEN|390|390|1816-1940,1945-|Denmark|
        ISL|ICE|395|395|1944-|Iceland|
        CPV|CAP|402|402|1975-|Cape Verde|Cabo Verde
        STP|STP|403|403|1975-|Sao Tome and Principe|São Tomé and Principe
        GNB|GNB|404|404|1974-|Guinea-Bissau|
        GNQ|EQG|411|411|1968-|Equatorial Guinea|
        GMB|GAM|420|420|1965-|Gambia|The Gambia;Gambia, The
        MLI|MLI|432|432|1960-|Mali|
        SEN|SEN|433|433|1960-|Senegal|
        BEN|BEN|434|434|1960-|Benin|Dahomey
        MRT|MAA|435|435|1960-|Mauritania|
        NER|NIR|436|436|1960-|Niger|
        CIV|CDI|437|437|1960-|Ivory Coast|Cote d'Ivoire;Côte d'Ivoire
        GIN|GUI|438|438|1958-|Guinea|
        BFA|BFO|439|439|1960-|Burkina Faso|Upper Volta
        LBR|LBR|450|450|1920-|Liberia|
        SLE|SIE|451|451|1961-|Sierra Leone|
        GHA|GHA|452|452|1957-|Ghana|
        TGO|TOG|461|461|1960-|Togo|
        CMR|CAO|471|471|1960-|Cameroon|
        NGA|NIG|475|475|1960-|Nigeria|
        GAB|GAB|481|481|1960-|Gabon|
        CAF|CEN|482|482|1960-|Central African Republic|
        TCD|CHA|483|483|1960-|Chad|
        COG|CON|484|484|1960-|Congo|Republic of the Congo;Congo-Brazzaville
        COD|DRC|490|490|1960-|Democratic Republic of the Congo|Democratic Republic of Congo;DR Congo (Zaire);Democratic Republic of Congo (Zaire);Zaire;ZAR
        UGA|UGA|500|500|1962-|Uganda|
        KEN|KEN|501|501|1963-|Kenya|
        TZA|TAZ|510|510|1961-|Tanzania|Tanzania, United Republic of
        ZAN|ZAN|511|511|1963-1964|Zanzibar|
        BDI|BUI|516|516|1962-|Burundi|
        RWA|RWA|517|517|1962-|Rwanda|
        SOM|SOM|520|520|1960-|Somalia|
        DJI|DJI|522|522|1977-|Djibouti|
        ETH|ETH|530|530|1898-1936,1941-|Ethiopia|
        ERI|ERI|531|531|1993-|Eritrea|
        AGO|ANG|540|540|1975-|Angola|
        MOZ|MZM|541|541|1975-|Mozambique|
        ZMB|ZAM|551|551|1964-|Zambia|
        ZWE|ZIM|552|552|1965-|Zimbabwe|Zimbabwe (Rhodesia);Rhodesia
        MWI|MAW|553|553|1964-|Malawi|
        ZAF|SAF|560|560|1920-|South Africa|
        NAM|NAM|565|565|1990-|Namibia|
        LSO|LES|570|570|1966-|Lesotho|
        BWA|BOT|571|571|1966-|Botswana|
        SWZ|SWA|572|572|1968-|Eswatini|Swaziland;Kingdom of Eswatini (Swaziland)
        MDG|MAG|580|580|1960-|Madagascar|
        COM|COM|581|581|1975-|Comoros|
        MUS|MAS|590|590|1968-|Mauritius|
        SYC|SEY|591|591|1976-|Seychelles|
        MAR|MOR|600|600|1847-1912,1956-|Morocco|
        DZA|ALG|615|615|1962-|Algeria|
        TUN|TUN|616|616|1825-1881,1956-|Tunisia|
        LBY|LIB|620|620|1952-|Libya|
        SDN|SUD|625|625|1956-|Sudan|
        SSD|SSD|626|626|2011-|South Sudan|
        IRN|IRN|630|630|1855-|Iran|Iran, Islamic Republic of
        TUR|TUR|640|640|1816-|Turkey|Türkiye;Turkiye;Ottoman Empire
        IRQ|IRQ|645|645|1932-|Iraq|
        EGY|EGY|651|651|1855-1882,1937-|Egypt|UAR
        SYR|SYR|652|652|1946-1958,1961-|Syria|Syrian Arab Republic
        LBN|LEB|660|660|1946-|Lebanon|
        JOR|JOR|663|663|1946-|Jordan|
        ISR|ISR|666|666|1948-|Israel|
        SAU|SAU|670|670|1927-|Saudi Arabia|
        YEM|YAR|678|678|1926-1990|Yemen Arab Republic|North Yemen;Yemen (North Yemen)
        YEM|YEM|679|678|1990-|Yemen|
        YMD|YPR|680|680|1967-1990|Yemen People's Republic|South Yemen
        KWT|KUW|690|690|1961-|Kuwait|
        BHR|BAH|692|692|1971-|Bahrain|
        QAT|QAT|694|694|1971-|Qatar|
        ARE|UAE|696|696|1971-|United Arab Emirates|
        OMN|OMA|698|698|1971-|Oman|
        AFG|AFG|700|700|1919-|Afghanistan|
        TKM|TKM|701|701|1991-|Turkmenistan|
        TJK|TAJ|702|702|1991-|Tajikistan|
        KGZ|KYR|703|703|1991-|Kyrgyzstan|
        UZB|UZB|704|704|1991-|Uzbekistan|
        KAZ|KZK|705|705|1991-|Kazakhstan|
        CHN|CHN|710|710|1860-|China|People's Republic of China;PRC
        MNG|MON|712|712|1921-|Mongolia|
        TWN|TAW|713|713|1949-|Taiwan|Taiwan, Province of China
        KOR|ROK|732|732|1949-|South Korea|Korea, Republic of;Republic of Korea;Korea, South
        KOO|KOR|730|730|1887-1905|Korea|
        PRK|PRK|731|731|1948-|North Korea|Korea, Democratic People's Republic of;Democratic People's Republic of Korea;Korea, North;DPRK
        JPN|JPN|740|740|1860-1945,1952-|Japan|
        IND|IND|750|750|1947-|India|
        BTN|BHU|760|760|1971-|Bhutan|
        PAK|PAK|770|770|1947-|Pakistan|
        BGD|BNG|771|771|1971-|Bangladesh|
        MMR|MYA|775|775|1948-|Myanmar|Burma;Myanmar (Burma);BUR
        LKA|SRI|780|780|1948-|Sri Lanka|Ceylon
        MDV|MAD|781|781|1965-|Maldives|
        NPL|NEP|790|790|1920-|Nepal|
        THA|THI|800|800|1887-|Thailand|Siam
        KHM|CAM|811|811|1953-|Cambodia|Cambodia (Kampuchea);Kampuchea
        LAO|LAO|812|812|1953-|Laos|Lao People's Democratic Republic
        VNM|DRV|816|816|1954-|Vietnam|Viet Nam;Vietnam (North Vietnam);North Vietnam
        VDR|RVN|817|817|1954-1975|Republic of Vietnam|South Vietnam
        MYS|MAL|820|820|1957-|Malaysia|
        SGP|SIN|830|830|1965-|Singapore|
        BRN|BRU|835|835|1984-|Brunei|Brunei Darussalam
        PHL|PHI|840|840|1946-|Philippines|
        IDN|INS|850|850|1949-|Indonesia|
        TLS|ETM|860|860|2002-|Timor-Leste|East Timor;TMP
        AUS|AUL|900|900|1920-|Australia|
        PNG|PNG|910|910|1975-|Papua New Guinea|
        NZL|NEW|920|920|1920-|New Zealand|
        VUT|VAN|935|935|1981-|Vanuatu|
        SLB|SOL|940|940|1978-|Solomon Islands|
        KIR|KIR|946|970|1999-|Kiribati|
        TUV|TUV|947|973|2000-|Tuvalu|
        FJI|FIJ|950|950|1970-|Fiji|
        TON|TON|955|972|1999-|Tonga|
        NRU|NAU|970|971|1999-|Nauru|
        MHL|MSI|983|983|1991-|Marshall Islands|
        PLW|PAL|986|986|1994-|Palau|
        FSM|FSM|987|987|1991-|Micronesia|Federated States of Micronesia;Micronesia, Federated States of
        WSM|WSM|990|990|1976-|Samoa|
        HKG||||| Hong Kong|
        MAC|||||Macao|Macau
        PSE|||||Palestine|Occupied Palestinian Territory;Palestinian Territory, Occupied;State of Palestine;PSX
        VAT|||||Holy See|Vatican
        ESH|||||Western Sahara|
        GRL|||||Greenland|
        PRI|||||Puerto Rico|
        BMU|||||Bermuda|
        GIB|||||Gibraltar|
        """;
}
