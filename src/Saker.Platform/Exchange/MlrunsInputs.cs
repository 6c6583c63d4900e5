using Saker.Data;
using Saker.Platform.Experiments;

namespace Saker.Platform.Exchange;

/// <summary>What a run was made from, datasets and logged models: links in <c>inputs</c>, of datasets to what lies in the experiment's <c>datasets</c>; and what it made.</summary>
internal static class MlrunsInputs
{
    public static RunInputs Read(string run)
    {
        List<DatasetInput> datasets = [];
        List<string> models = [];
        foreach (var input in MlrunsFolder.ListFolders(Path.Combine(run, "inputs")))
        {
            var meta = MlrunsFolder.ReadMeta(input);
            if (MlrunsFolder.Text(meta, "destination_type") == "MODEL_INPUT" && MlrunsFolder.Text(meta, "destination_id") is { Length: > 0 } model)
                models.Add(model);
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
        return new RunInputs { Datasets = datasets, Models = models };
    }

    /// <summary>The logged models that a run made, as its folder <c>outputs</c> names them.</summary>
    public static IReadOnlyList<ModelOutput> ReadOutputs(string run)
    {
        List<ModelOutput> outputs = [];
        foreach (var output in MlrunsFolder.ListFolders(Path.Combine(run, "outputs")))
        {
            var meta = MlrunsFolder.ReadMeta(output);
            if (MlrunsFolder.Text(meta, "destination_type") == "MODEL_OUTPUT" && MlrunsFolder.Text(meta, "destination_id") is { Length: > 0 } model)
                outputs.Add(new ModelOutput(model, meta.GetValueOrDefault("step") is long step ? step : 0));
        }
        return outputs;
    }
}
