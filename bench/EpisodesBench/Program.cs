using Tumen.EpisodesBench;

// The same games through Gambit's command-line tools and through Tumen.Episodes, one folder of results:
//   EpisodesBench gambit RESULTS GAMES TOOLS [cap] [tool]   run Gambit's tools (processor seconds of the process; at most `cap` seconds each)
//   EpisodesBench ours   RESULTS GAMES       [cap] [tool]   run the methods here, in one warm process; a game over the cap is noted and the program restarts itself after it
//   EpisodesBench report RESULTS GAMES                      match equilibria as sets, compare times, print a table in Markdown
// Both runs can be interrupted and repeated: what is in RESULTS is not run again.
if (args.Length < 3)
{
    Console.Error.WriteLine("usage: EpisodesBench gambit|ours|report RESULTS GAMES …");
    return 2;
}
var store = new ResultFolder(args[1]);
string games = args[2];
switch (args[0])
{
    case "gambit":
        GambitRun.All(store, games, args[3], args.Length > 4 ? int.Parse(args[4]) : 60, args.Length > 5 ? args[5] : null);
        return 0;
    case "ours":
        return OwnRun.All(store, games, args.Length > 3 ? int.Parse(args[3]) : 60, args.Length > 4 ? args[4] : null);
    case "report":
        Comparison.Print(store, games);
        return 0;
    default:
        Console.Error.WriteLine($"unknown verb {args[0]}");
        return 2;
}
