using Saker.Data;

namespace Saker.Platform.Artifacts;

/// <summary>Limits of artifacts, and with which key they are signed.</summary>
public sealed record ArtifactOptions
{
    /// <summary>The largest file in bytes.</summary>
    public long MaxFileBytes { get; init; } = 16L * 1024 * 1024 * 1024;

    /// <summary>The longest path, in UTF-8 bytes.</summary>
    public int MaxPathBytes { get; init; } = 1_000;

    /// <summary>The longest part of a path between two '/', in UTF-8 bytes.</summary>
    public int MaxNameBytes { get; init; } = 255;

    /// <summary>The most entries that one page of a folder's list has.</summary>
    public int MaxListed { get; init; } = 10_000;

    /// <summary>The most parts of one upload.</summary>
    public int MaxUploadParts { get; init; } = 10_000;

    /// <summary>
    /// The file of the installation's private key (ECDSA P-256, PEM); made when it is not there. Null is <c>keys/signing.pem</c> in the
    /// home. Servers that share a database must share the key.
    /// </summary>
    public string? SigningKeyFile { get; init; }

    /// <summary>Content that somebody began to store less than this ago is never collected, whether or not something refers to it yet.</summary>
    public TimeSpan MinBlobAge { get; init; } = TimeSpan.FromHours(1);

    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    internal void Validate()
    {
        List<Problem> problems = [];
        problems.AddUnlessPositive("maxFileBytes", MaxFileBytes);
        problems.AddUnlessPositive("maxPathBytes", MaxPathBytes);
        problems.AddUnlessPositive("maxNameBytes", MaxNameBytes);
        problems.AddUnlessPositive("maxListed", MaxListed);
        problems.AddUnlessPositive("maxUploadParts", MaxUploadParts);
        problems.AddUnlessPositive("minBlobAge", MinBlobAge.Ticks);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The settings of artifacts are not possible.", problems);
    }
}
