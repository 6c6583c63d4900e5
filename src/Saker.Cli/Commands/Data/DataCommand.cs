using System.CommandLine;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data ...</c>: what is done to data before a model sees it. Nothing here needs a home or a server.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Check data, look at it, protect it, and ask it questions.")
    {
        CheckDataCommand.Create(),
        ProposeCommand.Create(),
        ScanCommand.Create(),
        ProtectCommand.Create(),
        RevealCommand.Create(),
        AnonymityCommand.Create(),
        AnonymiseCommand.Create(),
        PrivateCommand.Create(),
        BudgetCommand.Create(),
        KeyRingCommand.Create(),
    };
}
