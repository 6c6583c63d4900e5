using Saker.Data;
using Saker.Platform.Gates;

namespace Saker.Cli.Commands;

/// <summary>Reads the file that a command was given as its gates.</summary>
internal static class GateInput
{
    /// <summary>A file of gates, or a pipeline file, of which gates and target count.</summary>
    /// <exception cref="SakerException">It cannot be read, or has no gates that are understood.</exception>
    public static async Task<GateFile> LoadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return GateFile.Parse(await File.ReadAllTextAsync(path, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.NotFound, $"The gates '{path}' cannot be read: {exception.Message}", "--gates", exception);
        }
    }
}
