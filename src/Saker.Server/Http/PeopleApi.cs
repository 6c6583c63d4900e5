using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Saker.Data;
using Saker.Learning.Behaviour;
using Saker.Learning.Fairness;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>How groups of people fare under a registered version on a stored dataset, and how it behaves. Nothing is kept of it.</summary>
internal static class PeopleApi
{
    private const string Json = "application/json";
    private const string Yaml = "application/yaml";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/{name}/versions/{version}/fairness", FairnessAsync).Needs(Role.User).WithName("judgeFairness")
            .WithSummary("How groups of people fare under a version, on a stored dataset: measures with intervals and group sizes. Keys as in the block 'fairness' of a pipeline file, with 'dataset' and 'target'.")
            .Accepts<object>(Json, Yaml)
            .WithMetadata(new OperationExample("""{"dataset":"telco/3","target":"Churn","protected":["gender",{"column":"SeniorCitizen"}],"limits":{"disparate_impact":[0.8,1.25]}}"""))
            .Produces<string>(StatusCodes.Status200OK, Json)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);
        group.MapPost("/{name}/versions/{version}/behaviour", BehaviourAsync).Needs(Role.User).WithName("judgeBehaviour")
            .WithSummary("How a version behaves, on made rows and, with 'dataset', on real ones. Keys as in the block 'behaviour' of a pipeline file; without 'tests' those of the version's own behaviour.yaml.")
            .Accepts<object>(Json, Yaml)
            .WithMetadata(new OperationExample("""{"dataset":"telco/3","tests":[{"test":"range"},{"test":"monotonicity","column":"tenure","direction":"decreasing"}]}"""))
            .Produces<string>(StatusCodes.Status200OK, Json)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);
    }

    private static async Task<ContentHttpResult> FairnessAsync(string name, string version, HttpContext context, IRegistryStore registry, JudgingDesk desk, VersionJudge judge, CancellationToken cancellationToken)
    {
        var asked = await ReadAsync(context);
        var (dataset, target) = (asked.Text("dataset"), asked.Text("target"));
        var plan = FairnessSettings.Read(asked);
        Require(asked);
        var found = await registry.ResolveAsync($"{name}/{version}", cancellationToken);
        var stored = await desk.FindAsync(DatasetReference.Parse(dataset), cancellationToken);
        var report = await desk.JudgeAsync(async token => await judge.FairnessAsync(found, await desk.ReadAsync(stored, token), target, plan, token), cancellationToken);
        return TypedResults.Text(report.ToJson(), Json);
    }

    private static async Task<ContentHttpResult> BehaviourAsync(string name, string version, HttpContext context, IRegistryStore registry, JudgingDesk desk, VersionJudge judge, CancellationToken cancellationToken)
    {
        var asked = await ReadAsync(context);
        var dataset = asked.OptionalText("dataset");
        var suite = asked.Has("tests") ? BehaviourSuiteFile.Read(asked) : null;
        if (suite is null)
            asked.RejectUnknown();
        Require(asked);
        var found = await registry.ResolveAsync($"{name}/{version}", cancellationToken);
        var stored = dataset is null ? null : await desk.FindAsync(DatasetReference.Parse(dataset), cancellationToken);
        var report = await desk.JudgeAsync(async token => await judge.BehaviourAsync(found, suite, stored is null ? null : await desk.ReadAsync(stored, token), token), cancellationToken);
        return TypedResults.Text(report.ToJson(), Json);
    }

    private static async Task<Settings> ReadAsync(HttpContext context)
    {
        // JSON is YAML too.
        return await SettingsBody.ReadAsync(context, json => Read(Encoding.UTF8.GetString(json.Span)), Read);

        static Settings Read(string text) => new(YamlText.Parse(text).Values, "", new List<Problem>());
    }

    private static void Require(Settings asked)
    {
        if (asked.Problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "What is asked is not understood:", [.. asked.Problems]);
    }
}
