using Saker.Data.Profiles;
using Saker.Platform.Datasets;
using Saker.Platform.Registry;

namespace Saker.Dashboard.Datasets;

/// <summary>What the page of a version shows.</summary>
/// <param name="Version">The version.</param>
/// <param name="Profile">Its profile.</param>
/// <param name="Use">What was made of it.</param>
/// <param name="Others">The other versions of the dataset, the newest first.</param>
/// <param name="Checks">What its checks said.</param>
public sealed record DatasetView(DatasetVersion Version, Profile Profile, DatasetUse Use, IReadOnlyList<DatasetVersion> Others, IReadOnlyList<CheckLine> Checks);
