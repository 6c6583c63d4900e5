namespace Saker.Platform.Tests.Exchange;

/// <summary>A small folder as MLflow's file store writes it, gone when disposed.</summary>
internal sealed class MlrunsSample : IDisposable
{
    public const string FinishedRun = "0123456789012345678901234567890e";
    public const string DeletedRun = "1f0e6c1de7f14f7f9b7d3a0c5a2b4c6d";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-mlruns-");

    public MlrunsSample()
    {
        Write("0/meta.yaml", "artifact_location: file:///home/me/mlruns/0\ncreation_time: 1700000000000\nexperiment_id: '0'\nlast_update_time: 1700000000000\nlifecycle_stage: active\nname: Default\n");
        Write("417/meta.yaml", "artifact_location: file:///home/me/mlruns/417\ncreation_time: 1700000000000\nexperiment_id: '417'\nlast_update_time: 1700000000000\nlifecycle_stage: active\nname: 'churn: tuning'\n");
        Write("417/tags/owner", "ana");
        WriteRun(FinishedRun, "shy-hog-1", status: 3, "active");
        Write($"417/{FinishedRun}/params/model/depth", "6");
        Write($"417/{FinishedRun}/params/note", "two\nlines");
        Write($"417/{FinishedRun}/metrics/loss", "1700000001000 0.5 0\n1700000002000 0.25 1\n1700000003000 nan 2\n");
        Write($"417/{FinishedRun}/metrics/val/auc", "1700000001000 0.75\n");
        Write($"417/{FinishedRun}/tags/mlflow.user", "me");
        Write($"417/{FinishedRun}/tags/mlflow.runName", "shy-hog-1");
        Write($"417/{FinishedRun}/artifacts/model/MLmodel", "flavors: {}\n");
        Write($"417/{FinishedRun}/artifacts/model/model.onnx", "weights");
        Write($"417/{FinishedRun}/inputs/a1/meta.yaml", $"destination_id: {FinishedRun}\ndestination_type: RUN\nsource_id: d1\nsource_type: DATASET\ntags:\n  mlflow.data.context: training\n");
        Write("417/datasets/d1/meta.yaml", "digest: f9e1\nname: churn.csv\nprofile: '{\"num_rows\": 7}'\nschema: null\nsource: '{\"uri\": \"churn.csv\"}'\nsource_type: local\n");
        WriteRun(DeletedRun, "bad", status: 4, "deleted");
        Write($"417/broken/meta.yaml", "run_id: !!python/object:os.system [rm]\n");
        Write("417/lines/meta.yaml", "run_name: lines\nstatus: 3\n");
        Write("417/lines/metrics/loss", "not a number at all\n");
        Write("models/churn/meta.yaml", "name: churn\n");
        Write("models/churn/version-1/meta.yaml", $"name: churn\nrun_id: {FinishedRun}\nsource: file:///home/me/mlruns/417/{FinishedRun}/artifacts/model\nversion: 1\n");
        Write("models/churn/version-2/meta.yaml", "name: churn\nrun_id: ffffffffffffffffffffffffffffffff\nsource: s3://elsewhere/model\nversion: 2\n");
        Write("models/churn/aliases/champion", "1");
    }

    /// <summary>A logged model as clients of MLflow 3 leave it, made by the finished run and registered as version 2.</summary>
    public const string LoggedModel = "m-8b1f4f0c6a8d4a3f9d2b7c5e1a0f3d42";

    public void WriteLoggedModel()
    {
        Write($"417/models/{LoggedModel}/meta.yaml",
            $"artifact_location: file:///home/me/mlruns/417/models/{LoggedModel}/artifacts\ncreation_timestamp: 1700000002000\nexperiment_id: '417'\nlast_updated_timestamp: 1700000002500\nlifecycle_stage: active\nmodel_id: {LoggedModel}\nmodel_type: onnx\nname: net\nsource_run_id: {FinishedRun}\nstatus: 2\nstatus_message: null\n");
        Write($"417/models/{LoggedModel}/params/layers", "3");
        Write($"417/models/{LoggedModel}/tags/team", "risk");
        Write($"417/models/{LoggedModel}/metrics/loss", $"1700000002000 0.25 1 {FinishedRun} churn.csv f9e1\n");
        Write($"417/models/{LoggedModel}/artifacts/MLmodel", "flavors: {}\n");
        Write($"417/models/{LoggedModel}/artifacts/model.onnx", "weights of a net");
        Write($"417/{FinishedRun}/outputs/{LoggedModel}/meta.yaml", $"destination_id: {LoggedModel}\ndestination_type: MODEL_OUTPUT\nsource_id: {FinishedRun}\nsource_type: RUN_OUTPUT\nstep: 4\ntags: {{}}\n");
        Write("models/churn/version-2/meta.yaml", $"model_id: {LoggedModel}\nname: churn\nrun_id: {FinishedRun}\nsource: models:/{LoggedModel}\nstorage_location: file:///home/me/mlruns/417/models/{LoggedModel}/artifacts\nversion: 2\n");
    }

    public string Path => _folder.FullName;

    public void Write(string path, string content)
    {
        var file = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void WriteRun(string id, string name, int status, string stage) => Write(
        $"417/{id}/meta.yaml",
        $"artifact_uri: file:///home/me/mlruns/417/{id}/artifacts\nend_time: 1700000009000\nentry_point_name: ''\nexperiment_id: '417'\nlifecycle_stage: {stage}\nrun_id: {id}\nrun_name: {name}\nrun_uuid: {id}\nsource_name: ''\nsource_type: 4\nsource_version: ''\nstart_time: 1700000000500\nstatus: {status}\ntags: []\nuser_id: me\n");
}
