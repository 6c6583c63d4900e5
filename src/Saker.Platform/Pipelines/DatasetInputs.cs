using System.Text.Json;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;

namespace Saker.Platform.Pipelines;

/// <summary>A dataset version as an input of a run, in the words of MLflow's clients.</summary>
internal static class DatasetInputs
{
    /// <param name="version">The version.</param>
    /// <param name="context">What it was to the run: <c>training</c>, say.</param>
    public static DatasetInput ToInput(this DatasetVersion version, string context) => new()
    {
        Dataset = new InputDataset
        {
            Name = version.Name,
            Digest = version.Digest,
            SourceType = "saker",
            Source = JsonSerializer.Serialize(new { dataset = version.Reference, hash = version.Hash, source = version.Source }),
            Profile = JsonSerializer.Serialize(new { num_rows = version.RowCount }),
        },
        Tags = new Dictionary<string, string> { [DatasetInput.ContextTag] = context },
    };
}
