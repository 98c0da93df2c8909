namespace Tumen.Import;

/// <summary>Names of CAMEO's codes as ICEWS writes them: a file that lost its column of codes is coded again by them. Source: the CAMEO manual.</summary>
internal static class CameoNames
{
    private static readonly Dictionary<string, string> ByName = Lines.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToDictionary(l => l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..], l => l[..l.IndexOf(' ', StringComparison.Ordinal)], StringComparer.OrdinalIgnoreCase);

    /// <summary>The code of a name, or null.</summary>
    public static string? Code(string name) => ByName.GetValueOrDefault(name.Trim());

    private const string Lines = """
        010 Make statement
        011 Decline comment
        012 Make pessimistic comment
        013 Make optimistic comment
        014 Consider policy option
        015 Acknowledge or claim responsibility
        016 Deny responsibility
        017 Engage in symbolic act
        018 Make empathetic comment
        019 Express accord
        020 Make an appeal or request
        0211 Appeal for economic cooperation
        0212 Appeal for military cooperation
        0213 Appeal for judicial cooperation
        0214 Appeal for intelligence
        021 Appeal for material cooperation
        022 Appeal for diplomatic cooperation (such as policy support)
        0231 Appeal for economic aid
        0232 Appeal for military aid
        0233 Appeal for humanitarian aid
        0234 Appeal for military protection or peacekeeping
        023 Appeal for aid
        0241 Appeal for change in leadership
        0242 Appeal for policy change
        0243 Appeal for rights
        0244 Appeal for change in institutions, regime
        024 Appeal for political reform
        0251 Appeal for easing of administrative sanctions
        0252 Appeal for easing of popular dissent
        0253 Appeal for release of persons or property
        0254 Appeal for easing of economic sanctions, boycott, or embargo
        0255 Appeal for target to allow international involvement (non-mediation)
        0256 Appeal for de-escalation of military engagement
        025 Appeal to yield
        026 Appeal to others to meet or negotiate
        027 Appeal to others to settle dispute
        028 Appeal to engage in or accept mediation
        030 Express intent to cooperate
        0311 Express intent to cooperate economically
        0312 Express intent to cooperate militarily
        031 Express intent to engage in material cooperation
        032 Express intent to engage in diplomatic cooperation (such as policy support)
        0331 Express intent to provide economic aid
        0332 Express intent to provide military aid
        0333 Express intent to provide humanitarian aid
        0334 Express intent to provide military protection or peacekeeping
        033 Express intent to provide material aid
        0356 Express intent to de-escalate military engagement
        035 Express intent to yield
        036 Express intent to meet or negotiate
        037 Express intent to settle dispute
        038 Express intent to accept mediation
        039 Express intent to mediate
        040 Consult
        041 Discuss by telephone
        042 Make a visit
        043 Host a visit
        044 Meet at a 'third' location
        045 Mediate
        046 Engage in negotiation
        050 Engage in diplomatic cooperation
        051 Praise or endorse
        052 Defend verbally
        053 Rally support on behalf of
        054 Grant diplomatic recognition
        055 Apologize
        056 Forgive
        057 Sign formal agreement
        060 Engage in material cooperation
        061 Cooperate economically
        062 Cooperate militarily
        063 Engage in judicial cooperation
        064 Share intelligence or information
        070 Provide aid
        071 Provide economic aid
        072 Provide military aid
        073 Provide humanitarian aid
        074 Provide military protection or peacekeeping
        075 Grant asylum
        080 Yield
        081 Ease administrative sanctions
        082 Ease popular dissent
        0831 Accede to demands for change in leadership
        0832 Accede to demands for change in policy
        0833 Accede to demands for rights
        0834 Accede to demands for change in institutions, regime
        083 Accede to requests or demands for political reform
        0841 Return, release person(s)
        0842 Return, release property
        084 Return, release
        085 Ease economic sanctions, boycott, embargo
        0861 Receive deployment of peacekeepers
        0862 Receive inspectors
        0863 Allow delivery of humanitarian aid
        086 Allow international involvement
        0871 Declare truce, ceasefire
        0872 Ease military blockade
        0873 Demobilize armed forces
        0874 Retreat or surrender militarily
        087 De-escalate military engagement
        090 Investigate
        091 Investigate crime, corruption
        092 Investigate human rights abuses
        093 Investigate military action
        094 Investigate war crimes
        100 Demand
        101 Demand material cooperation
        102 Demand diplomatic cooperation (such as policy support)
        103 Demand material aid
        1044 Demand change in institutions, regime
        104 Demand political reform
        1056 Demand de-escalation of military engagement
        105 Demand that target yields
        106 Demand meeting, negotiation
        107 Demand settling of dispute
        108 Demand mediation
        110 Disapprove
        111 Criticize or denounce
        1121 Accuse of crime, corruption
        1122 Accuse of human rights abuses
        1123 Accuse of aggression
        1124 Accuse of war crimes
        1125 Accuse of espionage, treason
        112 Accuse
        113 Rally opposition against
        114 Complain officially
        115 Bring lawsuit against
        116 Find guilty or liable (legally)
        120 Reject
        1211 Reject economic cooperation
        1212 Reject military cooperation
        121 Reject material cooperation
        1221 Reject request for economic aid
        1222 Reject request for military aid
        122 Reject request or demand for material aid
        123 Reject request or demand for political reform
        1243 Refuse to release persons or property
        1246 Refuse to de-escalate military engagement
        124 Refuse to yield
        125 Reject proposal to meet, discuss, or negotiate
        126 Reject mediation
        127 Reject plan, agreement to settle dispute
        128 Defy norms, law
        129 Veto
        130 Threaten
        1311 Threaten to reduce or stop aid
        1312 Threaten with sanctions, boycott, embargo
        1313 Threaten to reduce or break relations
        131 Threaten non-force
        132 Threaten with administrative sanctions
        133 Threaten with political dissent, protest
        134 Threaten to halt negotiations
        135 Threaten to halt mediation
        137 Threaten with repression
        1383 Threaten unconventional attack
        1384 Threaten with conventional attack
        138 Threaten with military force
        139 Give ultimatum
        140 Engage in political dissent
        1411 Demonstrate for leadership change
        1412 Demonstrate for policy change
        141 Demonstrate or rally
        142 Conduct hunger strike
        143 Conduct strike or boycott
        144 Obstruct passage, block
        145 Protest violently, riot
        150 Demonstrate military or police power
        151 Increase police alert status
        152 Increase military alert status
        153 Mobilize or increase police power
        154 Mobilize or increase armed forces
        160 Reduce relations
        161 Reduce or break diplomatic relations
        1621 Reduce or stop economic assistance
        1622 Reduce or stop military assistance
        1623 Reduce or stop humanitarian assistance
        162 Reduce or stop material aid
        163 Impose embargo, boycott, or sanctions
        164 Halt negotiations
        165 Halt mediation
        1661 Expel or withdraw peacekeepers
        1662 Expel or withdraw inspectors, observers
        1663 Expel or withdraw aid agencies
        166 Expel or withdraw
        170 Coerce
        1711 Confiscate property
        1712 Destroy property
        171 Seize or damage property
        1721 Impose restrictions on political freedoms
        1722 Ban political parties or politicians
        1723 Impose curfew
        1724 Impose state of emergency or martial law
        172 Impose administrative sanctions
        173 Arrest, detain, or charge with legal action
        174 Expel or deport individuals
        175 Use tactics of violent repression
        180 Use unconventional violence
        181 Abduct, hijack, or take hostage
        1821 Sexually assault
        1822 Torture
        1823 Kill by physical assault
        182 Physically assault
        1831 Carry out suicide bombing
        1832 Carry out car bombing
        1833 Carry out roadside bombing
        183 Conduct suicide, car, or other non-military bombing
        184 Use as human shield
        185 Attempt to assassinate
        186 Assassinate
        190 Use conventional military force
        191 Impose blockade, restrict movement
        192 Occupy territory
        193 fight with small arms and light weapons
        194 fight with artillery and tanks
        195 Employ aerial weapons
        196 Violate ceasefire
        200 Use unconventional mass violence
        201 Engage in mass expulsion
        202 Engage in mass killings
        203 Engage in ethnic cleansing
        204 Use weapons of mass destruction
        """;
}
