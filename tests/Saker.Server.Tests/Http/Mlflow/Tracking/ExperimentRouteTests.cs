using System.Net;

namespace Saker.Server.Tests.Http.Mlflow.Tracking;

/// <summary>MLflow's experiments, document for document.</summary>
public sealed class ExperimentRouteTests(TestServer server) : IClassFixture<TestServer>
{
    private MlflowClient Api => new(server.Http);

    [Theory]
    [InlineData("/api/2.0/")]
    [InlineData("/ajax-api/2.0/")]
    public async Task Experiment_is_made_and_read_under_both_bases(string root)
    {
        var api = new MlflowClient(server.Http, root);
        var name = "made" + root.Replace('/', ' ');
        var id = (await api.PostAsync("mlflow/experiments/create", $$"""{"name":"{{name}}","tags":[{"key":"team","value":"growth"},{"key":"a","value":""}],"unknown":1}"""))["experiment_id"]!.GetValue<string>();
        foreach (var path in (string[])[$"mlflow/experiments/get?experiment_id={id}", $"mlflow/experiments/get-by-name?experiment_name={Uri.EscapeDataString(name)}"])
        {
            var read = await api.GetAsync(path);
            var made = read["experiment"]!["creation_time"]!.GetValue<long>();
            Assert.True(made > 1_700_000_000_000);
            MlflowClient.Same(
                $$$"""
                {"experiment":{"experiment_id":"{{{id}}}","name":"{{{name}}}","artifact_location":"mlflow-artifacts:/{{{id}}}","lifecycle_stage":"active",
                 "last_update_time":{{{made}}},"creation_time":{{{made}}},"tags":[{"key":"a","value":""},{"key":"team","value":"growth"}]}}
                """,
                read);
        }
    }

    [Fact]
    public async Task Default_experiment_is_there_and_stays()
    {
        var read = (await Api.GetAsync("mlflow/experiments/get?experiment_id=0"))["experiment"]!.AsObject();
        read.Remove("creation_time");
        read.Remove("last_update_time");
        MlflowClient.Same("""{"experiment_id":"0","name":"Default","artifact_location":"mlflow-artifacts:/0","lifecycle_stage":"active"}""", read);
        await Api.RefusedAsync("mlflow/experiments/delete", """{"experiment_id":"0"}""", "INVALID_PARAMETER_VALUE", "The default experiment '0' cannot be deleted: clients log there when they name no experiment.");
    }

    [Fact]
    public async Task Location_of_the_artifacts_is_kept_and_runs_lie_below_it()
    {
        var id = (await Api.PostAsync("mlflow/experiments/create", """{"name":"elsewhere","artifact_location":"s3://bucket/here/?region=eu"}"""))["experiment_id"]!.GetValue<string>();
        Assert.Equal("s3://bucket/here/?region=eu", (await Api.GetAsync($"mlflow/experiments/get?experiment_id={id}"))["experiment"]!["artifact_location"]!.GetValue<string>());
        var run = await Api.CreateRunAsync(id);
        Assert.Equal($"s3://bucket/here/{run}/artifacts?region=eu", (await Api.GetRunAsync(run))["info"]!["artifact_uri"]!.GetValue<string>());
        await Api.RefusedAsync("mlflow/experiments/create", """{"name":"out","artifact_location":"runs:/x"}""", "INVALID_PARAMETER_VALUE", "Artifact location cannot be a runs:/ URI. Given: 'runs:/x'");
        await Api.RefusedAsync("mlflow/experiments/create", """{"name":"out","artifact_location":"file:///a/%2e%2e/b"}""", "INVALID_PARAMETER_VALUE", "Artifact location 'file:///a/%2e%2e/b' must have no '..' and no fragment.");
    }

    [Fact]
    public async Task Names_are_taken_once_also_by_what_was_deleted()
    {
        var id = await Api.CreateExperimentAsync("taken");
        await Api.RefusedAsync("mlflow/experiments/create", """{"name":"taken"}""", "RESOURCE_ALREADY_EXISTS", "Experiment 'taken' already exists.");
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/experiments/delete", $$"""{"experiment_id":"{{id}}"}"""));
        await Api.RefusedAsync("mlflow/experiments/create", """{"name":"taken"}""", "RESOURCE_ALREADY_EXISTS", "Experiment 'taken' already exists in deleted state. Restore it, or use another name.");
        await Api.RefusedAsync("mlflow/experiments/update", """{"experiment_id":"0","new_name":"taken"}""", "RESOURCE_ALREADY_EXISTS", "Experiment 'taken' already exists in deleted state. Restore it, or use another name.");
    }

    [Fact]
    public async Task What_an_experiment_needs_is_told_in_MLflows_words()
    {
        await Api.RefusedAsync("mlflow/experiments/create", "{}", "INVALID_PARAMETER_VALUE", "Missing value for required parameter 'name'.");
        await Api.RefusedAsync("mlflow/experiments/create", """{"name":true}""", "INVALID_PARAMETER_VALUE", "Invalid value true for parameter 'name' supplied: it must be a string.");
        await Api.RefusedAsync("mlflow/experiments/create", $$"""{"name":"{{new string('x', 501)}}"}""", "INVALID_PARAMETER_VALUE", "'name' exceeds the maximum length of 500 characters");
        await Api.RefusedAsync("mlflow/experiments/create", $$"""{"name":"x","tags":[{"key":"a"},{"key":"b","value":"{{new string('x', 5001)}}"}]}""", "INVALID_PARAMETER_VALUE", "'tags[1].value' exceeds the maximum length of 5000 characters");
        await Api.RefusedAsync("mlflow/experiments/delete", "{}", "INVALID_PARAMETER_VALUE", "Missing value for required parameter 'experiment_id'.");
        await Api.RefusedAsync("mlflow/experiments/delete", """{"experiment_id":"../0"}""", "INVALID_PARAMETER_VALUE", "Invalid experiment ID: '../0'");
        await Api.RefusedAsync("mlflow/experiments/restore", """{"experiment_id":"0"}""", "RESOURCE_DOES_NOT_EXIST", "There is no experiment '0' that is deleted.");
        MlflowClient.Same("""{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No Experiment with id=4711 exists"}""", await Api.GetAsync("mlflow/experiments/get?experiment_id=4711", HttpStatusCode.NotFound));
        MlflowClient.Same("""{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"Could not find experiment with name 'no'"}""", await Api.GetAsync("mlflow/experiments/get-by-name?experiment_name=no", HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Deletion_takes_the_runs_and_restoring_brings_back_those_and_no_others()
    {
        var id = await Api.CreateExperimentAsync("deleted and back");
        var (gone, taken) = (await Api.CreateRunAsync(id), await Api.CreateRunAsync(id));
        await Api.PostAsync("mlflow/runs/delete", $$"""{"run_id":"{{gone}}"}""");

        MlflowClient.Same("{}", await Api.PostAsync("mlflow/experiments/delete", $$"""{"experiment_id":"{{id}}"}"""));

        Assert.Equal("deleted", (await Api.GetAsync($"mlflow/experiments/get?experiment_id={id}"))["experiment"]!["lifecycle_stage"]!.GetValue<string>());
        Assert.Equal(["deleted", "deleted"], await StagesAsync(gone, taken));
        await Api.RefusedAsync("mlflow/experiments/delete", $$"""{"experiment_id":"{{id}}"}""", "RESOURCE_DOES_NOT_EXIST", $"There is no experiment '{id}' that is active.");
        await Api.RefusedAsync("mlflow/experiments/update", $$"""{"experiment_id":"{{id}}","new_name":"x"}""", "INVALID_PARAMETER_VALUE", $"The experiment {id} must be in the 'active' state. Current state is deleted. Restore it first.");
        await Api.RefusedAsync("mlflow/runs/create", $$"""{"experiment_id":"{{id}}"}""", "INVALID_PARAMETER_VALUE", $"The experiment {id} must be in the 'active' state. Current state is deleted. Restore it first.");

        MlflowClient.Same("{}", await Api.PostAsync("mlflow/experiments/restore", $$"""{"experiment_id":"{{id}}"}"""));

        Assert.Equal(["deleted", "active"], await StagesAsync(gone, taken));
    }

    [Fact]
    public async Task Name_and_tags_change()
    {
        var id = await Api.CreateExperimentAsync("before");
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/experiments/update", $$"""{"experiment_id":"{{id}}","new_name":"after ✓"}"""));
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/experiments/update", $$"""{"experiment_id":"{{id}}"}"""));
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/experiments/set-experiment-tag", $$"""{"experiment_id":"{{id}}","key":"a","value":"1"}"""));
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/experiments/set-experiment-tag", $$"""{"experiment_id":"{{id}}","key":"a","value":"2"}"""));
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/experiments/set-experiment-tag", $$"""{"experiment_id":"{{id}}","key":"b","value":"x"}"""));
        MlflowClient.Same("{}", await Api.PostAsync("mlflow/experiments/delete-experiment-tag", $$"""{"experiment_id":"{{id}}","key":"b"}"""));

        var read = (await Api.GetAsync($"mlflow/experiments/get?experiment_id={id}"))["experiment"]!;
        Assert.Equal("after ✓", read["name"]!.GetValue<string>());
        MlflowClient.Same("""[{"key":"a","value":"2"}]""", read["tags"]!);
        await Api.RefusedAsync("mlflow/experiments/delete-experiment-tag", $$"""{"experiment_id":"{{id}}","key":"b"}""", "RESOURCE_DOES_NOT_EXIST", $"Experiment '{id}' has no tag 'b'.");
        await Api.RefusedAsync("mlflow/experiments/set-experiment-tag", $$"""{"experiment_id":"{{id}}","key":"a","value":"{{new string('x', 5001)}}"}""", "INVALID_PARAMETER_VALUE", "'value' exceeds the maximum length of 5000 characters");
    }

    [Fact]
    public async Task Old_clients_list_experiments()
    {
        var (kept, deleted) = (await Api.CreateExperimentAsync("listed"), await Api.CreateExperimentAsync("not listed"));
        await Api.PostAsync("mlflow/experiments/delete", $$"""{"experiment_id":"{{deleted}}"}""");
        Assert.Contains(kept, await ListAsync(""));
        Assert.DoesNotContain(deleted, await ListAsync("?view_type=ACTIVE_ONLY"));
        Assert.DoesNotContain(kept, await ListAsync("?view_type=DELETED_ONLY"));
        Assert.Contains(deleted, await ListAsync("?view_type=ALL"));
        MlflowClient.Same(
            """{"error_code":"INVALID_PARAMETER_VALUE","message":"Invalid value \"SOME\" for parameter 'view_type' supplied: it must be ACTIVE_ONLY, DELETED_ONLY or ALL."}""",
            await Api.GetAsync("mlflow/experiments/list?view_type=SOME", HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("/api/3.0/")]
    [InlineData("/ajax-api/3.0/")]
    public async Task Server_info_says_what_there_is_not(string root)
    {
        const string info = """{"store_type":"SqlStore","workspaces_enabled":false,"trace_archival_enabled":false}""";
        MlflowClient.Same(info, await new MlflowClient(server.Http, root).GetAsync("mlflow/server-info"));
        MlflowClient.Same(info, await new MlflowClient(server.Http, root).PostAsync("mlflow/server-info", "{}"));
        Assert.Equal("OK", await server.Http.GetStringAsync("/health", TestContext.Current.CancellationToken));
    }

    private async Task<string[]> StagesAsync(params string[] runs)
    {
        List<string> stages = [];
        foreach (var run in runs)
            stages.Add((await Api.GetRunAsync(run))["info"]!["lifecycle_stage"]!.GetValue<string>());
        return [.. stages];
    }

    private async Task<string[]> ListAsync(string query) =>
        [.. (await Api.GetAsync("mlflow/experiments/list" + query))["experiments"]!.AsArray().Select(one => one!["experiment_id"]!.GetValue<string>())];
}
