using System.Text;

namespace Saker.Platform.Storage;

/// <summary>Where the keys are that encrypt datasets and artifacts. A home that has, or had, keys is encrypted; one that never had is not.</summary>
public sealed record EncryptionOptions
{
    /// <summary>The environment variable that holds the keys where they are not in a file.</summary>
    public const string Variable = "SAKER_STORAGE_KEYS";

    /// <summary>The key ring; null is <c>keys/storage.json</c> in the home. Keep it, or a backup of it, elsewhere than the home's backups.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Keys as text, the active one first, 32 bytes each as base64 or hexadecimal digits; then there is no file.</summary>
    public string? Keys { get; init; }

    /// <summary>The keys that <see cref="Variable"/> holds, else those of the ring in the home.</summary>
    public static EncryptionOptions FromEnvironment() => new() { Keys = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : null };

    /// <summary>Options are written to logs; the keys must not be.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(nameof(KeyFile)).Append(" = ").Append(KeyFile).Append(", ").Append(nameof(Keys)).Append(" = ").Append(Keys is null ? "" : "***");
        return true;
    }
}
