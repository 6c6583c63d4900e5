using System.CommandLine;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data ...</c>: what is done to data before a model sees it. Nothing here needs a home or a server.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Look at data, convert, profile, compare and check them, protect them, and ask them questions.")
    {
        SchemaCommand.Create(),
        ConvertCommand.Create(),
        ProfileCommand.Create(),
        CompareCommand.Create(),
        CheckDataCommand.Create(),
        LeakageCommand.Create(),
        ProposeCommand.Create(),
        ScanCommand.Create(),
        ProtectionCommands.CreateProtect(),
        ProtectionCommands.CreateReveal(),
        AnonymityCommand.Create(),
        AnonymiseCommand.Create(),
        PrivateCommand.Create(),
        BudgetCommand.Create(),
        KeyRingCommand.Create(),
    };
}
