using Saker.Data;

namespace Saker.Platform.Datasets;

/// <summary>Limits of datasets.</summary>
public sealed record DatasetOptions
{
    /// <summary>The largest file that is taken over HTTP, in bytes.</summary>
    public long MaxUploadBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>The most rows of a version.</summary>
    public long MaxRows { get; init; } = 2_000_000_000;

    /// <summary>The most rows of a page.</summary>
    public int MaxPageRows { get; init; } = 1_000;

    /// <summary>How many encrypted versions may lie decrypted at a time, for those who read them.</summary>
    public int MaxDecryptedCopies { get; init; } = 16;

    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    internal void Validate()
    {
        List<Problem> problems = [];
        problems.AddUnlessPositive("maxUploadBytes", MaxUploadBytes);
        problems.AddUnlessPositive("maxRows", MaxRows);
        problems.AddUnlessPositive("maxPageRows", MaxPageRows);
        problems.AddUnlessPositive("maxDecryptedCopies", MaxDecryptedCopies);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The settings of datasets are not possible.", problems);
    }
}
