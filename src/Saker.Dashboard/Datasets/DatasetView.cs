using Saker.Data.Profiles;
using Saker.Platform.Datasets;
using Saker.Platform.Registry;

namespace Saker.Dashboard.Datasets;

/// <summary>What the page of a version shows.</summary>
/// <param name="Version">The version.</param>
/// <param name="Profile">Its profile.</param>
/// <param name="Use">What was made of it.</param>
/// <param name="Others">The other versions of the dataset, the newest first, as many as are offered to compare with.</param>
/// <param name="Checks">What its checks said.</param>
/// <param name="Marks">By column what personal data or secrets it seems to hold.</param>
public sealed record DatasetView(
    DatasetVersion Version, Profile Profile, DatasetUse Use, IReadOnlyList<DatasetVersion> Others, IReadOnlyList<CheckLine> Checks, IReadOnlyDictionary<string, string> Marks)
{
    /// <summary>What was done, in words; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>Why what was asked for was not done; null when it was.</summary>
    public string? Fault { get; init; }
}
