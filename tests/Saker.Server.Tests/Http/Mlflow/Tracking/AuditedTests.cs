using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Audit;

namespace Saker.Server.Tests.Http.Mlflow.Tracking;

/// <summary>What MLflow's clients change beside runs is in the audit.</summary>
public sealed class AuditedTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MlflowClient Api => new(server.Http);

    [Fact]
    public async Task What_is_logged_to_a_run_is_noted_once_a_minute_and_tags_one_by_one()
    {
        var id = await Api.CreateExperimentAsync("logged");
        var run = (await Api.PostAsync("mlflow/runs/create", $$"""{"experiment_id":"{{id}}"}"""))["run"]!["info"]!["run_id"]!.GetValue<string>();
        for (var step = 0; step < 20; step++)
            await Api.PostAsync("mlflow/runs/log-metric", $$"""{"run_id":"{{run}}","key":"loss","value":1,"timestamp":1,"step":{{step}}}""");
        await Api.PostAsync("mlflow/runs/log-parameter", $$"""{"run_id":"{{run}}","key":"depth","value":"3"}""");
        await Api.PostAsync("mlflow/runs/set-tag", $$"""{"run_id":"{{run}}","key":"team","value":"risk"}""");
        await Api.PostAsync("mlflow/runs/delete-tag", $$"""{"run_id":"{{run}}","key":"team"}""");
        await Api.PostAsync("mlflow/runs/update", $$"""{"run_id":"{{run}}","status":"FINISHED","end_time":2}""");

        var noted = (await server.Server.Services.GetRequiredService<IAuditStore>().ListAsync(null, 100, Cancellation)).Where(entry => entry.Target == run);
        Assert.Equal(
            [(AuditActs.RunChanged, "finished"), (AuditActs.RunTagged, "team was removed"), (AuditActs.RunTagged, "team is 'risk'"), (AuditActs.RunLogged, null), (AuditActs.RunCreated, null)],
            noted.Select(entry => (entry.Act, entry.Detail)));
    }

    [Fact]
    public async Task Tags_of_experiments_and_deletions_of_artifacts_and_logged_models_are_noted()
    {
        var id = await Api.CreateExperimentAsync("audited");
        await Api.PostAsync("mlflow/experiments/set-experiment-tag", $$"""{"experiment_id":"{{id}}","key":"team","value":"risk"}""");
        await Api.PostAsync("mlflow/experiments/delete-experiment-tag", $$"""{"experiment_id":"{{id}}","key":"team"}""");
        using var put = await server.Http.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/{id}/a/b.txt", new StringContent("b"), Cancellation);
        using var deleted = await server.Http.DeleteAsync($"/api/2.0/mlflow-artifacts/artifacts/{id}/a", Cancellation);
        var model = (await Api.PostAsync("mlflow/logged-models", $$"""{"experiment_id":"{{id}}"}"""))["model"]!["info"]!["model_id"]!.GetValue<string>();
        using var gone = await server.Http.DeleteAsync($"/api/2.0/mlflow/logged-models/{model}", Cancellation);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (put.StatusCode, deleted.StatusCode, gone.StatusCode));

        var noted = await server.Server.Services.GetRequiredService<IAuditStore>().ListAsync(null, 7, Cancellation);
        Assert.Equal(
            [
                (AuditActs.LoggedModelDeleted, model, AuditOutcome.Done),
                (AuditActs.LoggedModelCreated, model, AuditOutcome.Done),
                (AuditActs.ArtifactsDeleted, $"{id}/a", AuditOutcome.Done),
                (AuditActs.ArtifactWritten, $"{id}/a/b.txt", AuditOutcome.Done),
                (AuditActs.ExperimentTagged, $"{id} team", AuditOutcome.Done),
                (AuditActs.ExperimentTagged, $"{id} team", AuditOutcome.Done),
                (AuditActs.ExperimentCreated, id, AuditOutcome.Done),
            ],
            noted.Select(entry => (entry.Act, entry.Target, entry.Outcome)));
        Assert.Equal(("team was removed", "team is 'risk'"), (noted[4].Detail, noted[5].Detail));
    }
}
