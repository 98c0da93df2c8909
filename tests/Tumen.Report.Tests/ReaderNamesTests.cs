using Tumen.Language;

namespace Tumen.Report.Tests;

/// <summary>Labels written with roles are read with names.</summary>
public sealed class ReaderNamesTests
{
    private static readonly Model.GameModel Game = GameFile.Parse(
        """
        game "Three", month by month
        player client   may provoke, hold          "North Korea"
        player rival    may press, hold            "the United States and allies"
        player patron   may punish, maintain       "China"
        situation talks  off | on
        next talks  becomes on starting if rival plays hold
        client  loses risk if client plays provoke
        rival   loses cost if rival plays press
        patron  loses price if patron plays punish
        estimate every weight, prior normal(0, 1)
        assume discount 0.9
        """, "three.game").Value!;

    [Theory]
    [InlineData("the patron changed", "China changed")]
    [InlineData("client by its own acts", "North Korea by its own acts")]
    [InlineData("weights of patron", "weights of China")]
    [InlineData("the client's fear", "North Korea's fear")]
    [InlineData("client from Kim Jong Un, patron from 2018", "North Korea from Kim Jong Un, China from 2018")]
    [InlineData("The rival presses", "The United States and allies presses")]
    [InlineData("the rival's forces", "the United States and allies' forces")]
    [InlineData("tells it from its rival", "tells it from its rival")]
    [InlineData("a client may wait", "a client may wait")]
    [InlineData("eleven rivals, clientele", "eleven rivals, clientele")]
    [InlineData("own-client", "own-client")]
    [InlineData("", "")]
    public void Roles_give_way_to_names(string written, string read) => Assert.Equal(read, ReaderNames.In(Game, written));
}
