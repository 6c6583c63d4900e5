namespace Saker.Server.Tests.Cli;

/// <summary>A folder as MLflow's file store writes it, with one run.</summary>
internal static class SampleMlruns
{
    public const string Run = "0123456789abcdef0123456789abcdef";

    /// <summary>Writes it as <c>mlruns</c> into a test's folder and gives its path.</summary>
    public static string Write(CliFolder folder)
    {
        var root = Path.Combine(folder.Path, "mlruns");
        Write(root, "417/meta.yaml", "artifact_location: file:///home/me/mlruns/417\ncreation_time: 1700000000000\nexperiment_id: '417'\nlast_update_time: 1700000000000\nlifecycle_stage: active\nname: tuning\n");
        Write(root, $"417/{Run}/meta.yaml", $"artifact_uri: file:///home/me/mlruns/417/{Run}/artifacts\nend_time: 1700000009000\nexperiment_id: '417'\nlifecycle_stage: active\nrun_id: {Run}\nrun_name: shy-hog\nrun_uuid: {Run}\nstart_time: 1700000000500\nstatus: 3\nuser_id: me\n");
        Write(root, $"417/{Run}/params/depth", "6");
        Write(root, $"417/{Run}/metrics/loss", "1700000001000 0.5 0\n1700000002000 0.25 1\n");
        Write(root, $"417/{Run}/tags/mlflow.runName", "shy-hog");
        Write(root, $"417/{Run}/artifacts/model/MLmodel", "flavors: {}\n");
        Write(root, $"417/{Run}/artifacts/notes.txt", new string('n', 2_000));
        return root;
    }

    private static void Write(string root, string path, string content)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
