using System.CommandLine;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data ...</c>: commands about data wherever they lie. Nothing here needs a home or a server.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Describe, compare, check and protect data in files.")
    {
        ProfileCommand.Create(),
        CompareCommand.Create(),
    };
}
