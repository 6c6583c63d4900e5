using System.CommandLine;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data ...</c>: commands about data wherever they lie.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Check data in files.")
    {
        CheckDataCommand.Create(),
    };
}
