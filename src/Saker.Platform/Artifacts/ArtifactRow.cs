using System.Globalization;

namespace Saker.Platform.Artifacts;

/// <summary>A file as the index has it.</summary>
internal sealed record ArtifactRow
{
    public required string Path { get; init; }

    public required string Hash { get; init; }

    public required long ByteCount { get; init; }

    public required long StoredAt { get; init; }

    public required string Signature { get; init; }

    /// <summary>What the signature is over.</summary>
    public string SignedText => SignedTextOf(Path, Hash, ByteCount);

    public static string SignedTextOf(string path, string hash, long byteCount) =>
        string.Create(CultureInfo.InvariantCulture, $"saker artifact\n{hash}\n{byteCount}\n{path}");

    public ArtifactFile ToFile() => new(Path, Hash, ByteCount, DateTimeOffset.FromUnixTimeMilliseconds(StoredAt));
}
