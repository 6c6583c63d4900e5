using Saker.Data;
using Saker.Platform.Experiments;

namespace Saker.Platform.Exchange;

/// <summary>The datasets that a run was made from: links in <c>inputs</c> to what lies in the experiment's <c>datasets</c>.</summary>
internal static class MlrunsInputs
{
    public static RunInputs Read(string run)
    {
        List<DatasetInput> datasets = [];
        foreach (var input in MlrunsFolder.ListFolders(Path.Combine(run, "inputs")))
        {
            var meta = MlrunsFolder.ReadMeta(input);
            if (MlrunsFolder.Text(meta, "source_type") != "DATASET" || MlrunsFolder.Text(meta, "source_id") is not { } id || id != Path.GetFileName(id) || id is "." or "..")
                continue;
            var all = Path.Combine(Path.GetDirectoryName(run)!, "datasets");
            var folder = Path.Combine(all, id);
            if (!MlrunsFolder.IsFolder(all) || !MlrunsFolder.IsFolder(folder))
                throw new SakerException(ErrorKind.InvalidInput, $"There is no folder '{folder}'; links are not followed.");
            var dataset = MlrunsFolder.ReadMeta(folder);
            var tags = (meta.GetValueOrDefault("tags") as IReadOnlyDictionary<string, object?>)?.ToDictionary(tag => tag.Key, tag => Convert.ToString(tag.Value, System.Globalization.CultureInfo.InvariantCulture) ?? "");
            datasets.Add(new DatasetInput
            {
                Dataset = new InputDataset
                {
                    Name = MlrunsFolder.Text(dataset, "name") ?? "",
                    Digest = MlrunsFolder.Text(dataset, "digest") ?? "",
                    SourceType = MlrunsFolder.Text(dataset, "source_type") ?? "",
                    Source = MlrunsFolder.Text(dataset, "source") ?? "",
                    Schema = MlrunsFolder.Text(dataset, "schema"),
                    Profile = MlrunsFolder.Text(dataset, "profile"),
                },
                Tags = tags ?? [],
            });
        }
        return new RunInputs { Datasets = datasets };
    }
}
