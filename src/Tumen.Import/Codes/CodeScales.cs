using System.Collections.Immutable;
using static Tumen.Import.QuadClass;

namespace Tumen.Import;

/// <summary>Published weights and the names of roots. Only codes whose weight differs from that of the code they refine are written.</summary>
internal static class CodeScales
{
    /// <summary>Schrodt's scale for CAMEO.</summary>
    public const string Cameo = """
        01 0, 011 -0.1, 012 -0.4, 013 0.4, 016 -5, 018 3.4, 019 3.4
        02 3, 021 3.4, 022 3.4, 023 3.4, 024 -0.3, 025 -0.3, 026 4, 027 4, 028 4
        03 4, 031 5.2, 032 4.5, 033 5.2, 0334 6, 034 7, 035 7, 037 5, 038 7, 039 5
        04 1, 042 1.9, 043 2.8, 044 2.5, 045 5, 046 7
        05 3.5, 051 3.4, 053 3.8, 054 6, 055 7, 056 7, 057 8
        06 6, 061 6.4, 062 7.4, 063 7.4, 064 7
        07 7, 071 7.4, 072 8.3, 073 7.4, 074 8.5
        08 5, 084 7, 085 7, 086 9, 087 9, 0874 10
        09 -2
        10 -5
        11 -2
        12 -4, 125 -5, 126 -5, 127 -5, 128 -5, 129 -5
        13 -6, 130 -4.4, 131 -5.8, 132 -5.8, 133 -5.8, 134 -5.8, 135 -5.8, 136 -7, 137 -7, 138 -7, 139 -7
        14 -6.5, 144 -7.5, 145 -7.5
        15 -7.2
        16 -4, 162 -5.6, 163 -8, 164 -6.5, 165 -7, 166 -7
        17 -7, 171 -9.2, 172 -5, 173 -5, 174 -5, 175 -9
        18 -9, 182 -9.5, 1821 -9, 1822 -9, 1823 -10, 183 -10, 184 -8, 185 -8, 186 -10
        19 -10, 191 -9.5, 192 -9.5, 196 -9.5
        20 -10, 201 -9.5
        """;

    /// <summary>Goldstein (1992), table 3.</summary>
    public const string Weis = """
        011 0.6, 012 0.6, 013 2.0
        021 -0.1, 023 -0.2, 025 0.0, 022 -0.4, 024 0.4
        031 1.0, 032 1.9, 033 2.8
        041 3.4, 042 3.6
        051 4.5, 052 5.2, 053 4.5, 054 2.8
        061 1.8, 062 2.5, 063 -1.1, 064 5.4, 065 2.9, 066 1.9
        071 7.4, 072 8.3, 073 6.5
        081 6.5, 082 3.0
        091 0.1, 092 3.4, 093 3.4, 094 -0.1, 095 1.2
        101 1.5, 102 -0.1
        111 -4.0, 112 -4.0
        121 -2.2, 122 -3.4
        131 -1.9, 132 -2.4
        141 -0.9, 142 -1.1
        150 -4.9
        160 -3.0
        171 -4.4, 172 -5.8, 173 -7.0, 174 -6.9
        181 -5.2, 182 -7.6
        191 -2.2, 192 -4.1, 193 -5.6, 194 -3.8, 195 -7.0
        201 -5.0, 202 -4.9
        211 -9.2, 212 -4.4
        221 -8.3, 222 -8.7, 223 -10.0
        """;

    public static readonly ImmutableArray<(string, QuadClass)> CameoRoots =
    [
        ("statement", VerbalCooperation), ("appeal", VerbalCooperation), ("intent_to_cooperate", VerbalCooperation), ("consult", VerbalCooperation),
        ("diplomatic_cooperation", VerbalCooperation), ("material_cooperation", MaterialCooperation), ("aid", MaterialCooperation), ("yield", MaterialCooperation),
        ("investigate", VerbalConflict), ("demand", VerbalConflict), ("disapprove", VerbalConflict), ("reject", VerbalConflict), ("threaten", VerbalConflict),
        ("protest", MaterialConflict), ("force_posture", MaterialConflict), ("reduce_relations", MaterialConflict), ("coerce", MaterialConflict),
        ("assault", MaterialConflict), ("fight", MaterialConflict), ("mass_violence", MaterialConflict),
    ];

    public static readonly ImmutableArray<(string, QuadClass)> WeisRoots =
    [
        ("yield", MaterialCooperation), ("comment", VerbalCooperation), ("consult", VerbalCooperation), ("approve", VerbalCooperation), ("promise", VerbalCooperation),
        ("grant", MaterialCooperation), ("reward", MaterialCooperation), ("agree", VerbalCooperation), ("request", VerbalCooperation), ("propose", VerbalCooperation),
        ("reject", VerbalConflict), ("accuse", VerbalConflict), ("protest", VerbalConflict), ("deny", VerbalConflict), ("demand", VerbalConflict),
        ("warn", VerbalConflict), ("threaten", VerbalConflict), ("demonstrate", MaterialConflict), ("reduce_relations", MaterialConflict), ("expel", MaterialConflict),
        ("seize", MaterialConflict), ("force", MaterialConflict),
    ];

    /// <summary>PLOVER's event types, as POLECAT writes them, with their kinds.</summary>
    public static readonly ImmutableArray<(string Type, QuadClass Quad)> Plover =
    [
        ("AGREE", VerbalCooperation), ("CONSULT", VerbalCooperation), ("SUPPORT", VerbalCooperation), ("CONCEDE", VerbalCooperation),
        ("COOPERATE", MaterialCooperation), ("AID", MaterialCooperation), ("RETREAT", MaterialCooperation),
        ("REQUEST", VerbalConflict), ("ACCUSE", VerbalConflict), ("REJECT", VerbalConflict), ("THREATEN", VerbalConflict),
        ("PROTEST", MaterialConflict), ("SANCTION", MaterialConflict), ("MOBILIZE", MaterialConflict), ("COERCE", MaterialConflict), ("ASSAULT", MaterialConflict),
    ];

    /// <summary>The highest act of a militarized dispute, by its number in the Correlates of War's and Gibler, Miller and Little's data.</summary>
    public static readonly ImmutableArray<string> DisputeActs =
    [
        "no_militarized_act", "threat_of_force", "threat_of_blockade", "threat_to_occupy", "threat_to_declare_war", "threat_of_nuclear_weapons", "threat_to_join_war",
        "show_of_force", "alert", "nuclear_alert", "mobilization", "fortify_border", "border_violation", "blockade", "occupation", "seizure", "attack", "clash",
        "declaration_of_war", "use_of_chemical_weapons", "interstate_war", "joins_war",
    ];
}
