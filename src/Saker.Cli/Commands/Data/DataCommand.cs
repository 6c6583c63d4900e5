using System.CommandLine;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data ...</c>: what is done with data before a model sees them. Nothing here needs a home or a server.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Look at data wherever they lie, and bring them from one form into another.")
    {
        SchemaCommand.Create(),
        ConvertCommand.Create(),
    };
}
