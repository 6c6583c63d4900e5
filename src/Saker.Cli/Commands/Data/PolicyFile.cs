using Saker.Data;

namespace Saker.Cli.Commands.Data;

/// <summary>Reads the text of a policy.</summary>
internal static class PolicyFile
{
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.NotFound, $"The policy '{path}' cannot be read: {e.Message}", "policy", e);
        }
    }
}
