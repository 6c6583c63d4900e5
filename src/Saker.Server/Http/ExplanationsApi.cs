using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Counterfactuals;
using Saker.Learning.Explanation.Dependence;
using Saker.Learning.Explanation.Lime;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Platform.Serving.Explaining;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Why a registered version answers as it does, whether or not an endpoint serves it. Within the limits of judgements; nothing is kept.</summary>
internal static class ExplanationsApi
{
    private const string Json = "application/json; charset=utf-8";
    private const string Path = "/{name}/versions/{version}/explanations";
    private const int MaxRows = 100;
    private const int MaxFeatures = 500;
    private const int MaxSamples = 100_000;
    private const int MaxChanges = 10;
    private const int MaxCount = 20;
    private const int MaxCurves = 1_000;
    private const int MaxRepeats = 1_000;

    public static void Map(RouteGroupBuilder group)
    {
        Map(group, "values", ValuesAsync, "What each column adds to answers: SHAP values, which with the base add up to the total.", """{"rows":[{"income":31000,"debt":16500,"age":44,"years_employed":3,"purpose":"other"}]}""");
        Map(group, "interactions", InteractionsAsync, "What pairs of columns do together to answers, of models of trees.", """{"rows":[{"income":31000,"debt":16500,"age":44,"years_employed":3,"purpose":"other"}]}""");
        Map(group, "lime", LimeAsync, "A linear function that speaks for the model around one row, and how far it can be believed.", """{"row":{"income":31000,"debt":16500,"age":44,"years_employed":3,"purpose":"other"},"dataset":"loans/1"}""");
        Map(group, "counterfactual", CounterfactualAsync, "What would have to be otherwise for another answer; each way is confirmed by the model.", """{"row":{"income":31000,"debt":16500,"age":44,"years_employed":3,"purpose":"other"},"dataset":"loans/1","rules":[{"column":"age","fixed":true}]}""");
        Map(group, "dependence", DependenceAsync, "How the answer goes with one column, over the rows of a stored dataset.", """{"dataset":"loans/1","column":"debt"}""");
        Map(group, "importance", ImportanceAsync, "Which columns the version goes by, over the rows of a stored dataset: the mean size of attributions, or what a score loses when a column is shuffled.", """{"dataset":"loans/1","target":"approved","repeats":5}""");
    }

    private static void Map(RouteGroupBuilder group, string kind, Func<Asked, CancellationToken, Task<string>> explain, string summary, string example) =>
        group.MapPost($"{Path}/{kind}", async (string name, string version, HttpContext context, VersionExplanations versions, JudgingDesk desk, CancellationToken cancellationToken) =>
            {
                var request = await RequestJson.ReadAsync(context, SakerJson.Default.ExplainRequest);
                Require(request, kind);
                var dataset = request.Dataset is { } reference ? await desk.FindAsync(DatasetReference.Parse(reference), cancellationToken) : null;
                var text = await desk.JudgeAsync(
                    async token =>
                    {
                        using var opened = await versions.OpenAsync($"{name}/{version}", token);
                        var rows = dataset is null ? null : await desk.ReadAsync(dataset, token);
                        return await explain(new Asked(request, opened, rows), token);
                    },
                    cancellationToken);
                return TypedResults.Text(text, Json);
            })
            // Who may only predict may be held to rounded scores and a number of them: they ask with the prediction.
            .Needs(Role.Deployer).WithName($"explain{char.ToUpperInvariant(kind[0])}{kind[1..]}").WithSummary(summary)
            .Accepts<ExplainRequest>("application/json").WithMetadata(new OperationExample(example))
            .Produces<string>(StatusCodes.Status200OK, "application/json")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);

    private static async Task<string> ValuesAsync(Asked asked, CancellationToken cancellationToken)
    {
        var method = asked.Request.Method is { } word ? ExplanationWords.FindMethod(word) ?? throw Unknown("method", word, ExplanationWords.Methods) : ExplanationMethod.Auto;
        using var explainer = asked.Version.Explainer(new ExplainerOptions { Method = method, Target = asked.Class() }, asked.Rows);
        return ExplanationJson.ToText(await explainer.ExplainAsync(asked.ReadRows(), cancellationToken));
    }

    private static Task<string> InteractionsAsync(Asked asked, CancellationToken cancellationToken)
    {
        using var explainer = asked.Version.Explainer(new ExplainerOptions { Target = asked.Class() }, asked.Rows);
        return Task.FromResult(AnswerJson.Of(explainer.ExplainInteractions(asked.ReadRows(), MaxFeatures, cancellationToken)));
    }

    private static async Task<string> LimeAsync(Asked asked, CancellationToken cancellationToken)
    {
        var options = new LimeOptions { SampleCount = asked.Request.Samples ?? 5_000, Seed = asked.Request.Seed ?? 1 };
        return AnswerJson.Of(await TabularLime.ExplainAsync(asked.Version.Score(asked.Request.Class), asked.ReadRow(), asked.RequireOthers(), options, cancellationToken));
    }

    private static async Task<string> CounterfactualAsync(Asked asked, CancellationToken cancellationToken)
    {
        var options = new CounterfactualOptions { Label = asked.Request.Label, Rules = Rules(asked.Request.Rules ?? []), MaxChanges = asked.Request.MaxChanges ?? 3, Count = asked.Request.Count ?? 3 };
        return AnswerJson.Of(await CounterfactualSearch.FindAsync(asked.Version.Score(), asked.ReadRow(), asked.RequireOthers(), options, cancellationToken));
    }

    private static async Task<string> DependenceAsync(Asked asked, CancellationToken cancellationToken)
    {
        var (column, rows) = (asked.Request.Column!, asked.Rows!);
        var options = new DependenceOptions { MaxCurves = asked.Request.Curves ?? 0 };
        var curve = asked.Request.Method switch
        {
            null or "accumulated" => await AccumulatedEffects.OfAsync(asked.Version.Score(asked.Request.Class), rows, column, options, cancellationToken),
            "partial" => await PartialDependence.OfAsync(asked.Version.Score(asked.Request.Class), rows, column, options, cancellationToken),
            var word => throw Unknown("method", word, ["accumulated", "partial"]),
        };
        return curve.ToJson();
    }

    private static async Task<string> ImportanceAsync(Asked asked, CancellationToken cancellationToken)
    {
        var request = new ImportanceRequest { Target = asked.Request.Target, Score = asked.Request.Score, Repeats = asked.Request.Repeats ?? 10, Seed = asked.Request.Seed ?? 1 };
        return (await VersionImportance.OfAsync(asked.Version, asked.Rows!, request, cancellationToken)).ToJson();
    }

    private static IReadOnlyList<ColumnRule> Rules(IReadOnlyList<ColumnRuleInfo> rules) => [.. rules.Select(rule => new ColumnRule
    {
        Column = rule.Column,
        IsFixed = rule.Fixed,
        Min = rule.Min,
        Max = rule.Max,
        Allowed = rule.Allowed,
        Direction = rule.Direction switch { null => 0, "rise" => 1, "fall" => -1, var word => throw Unknown("rules.direction", word, ["rise", "fall"]) },
    })];

    /// <summary>What a kind needs is there, what it does not read is not, and nothing is beyond its limit.</summary>
    private static void Require(ExplainRequest request, string kind)
    {
        var problems = new ProblemList(20);
        (string Member, bool IsGiven, string[] Kinds, bool IsNeeded)[] members =
        [
            ("rows", request.Rows is not null, ["values", "interactions"], true), ("row", request.Row is not null, ["lime", "counterfactual"], true),
            ("dataset", request.Dataset is not null, ["values", "interactions", "lime", "counterfactual", "dependence", "importance"], kind is "dependence" or "importance"),
            ("method", request.Method is not null, ["values", "dependence"], false), ("class", request.Class is not null, ["values", "interactions", "lime", "dependence"], false),
            ("column", request.Column is not null, ["dependence"], true), ("curves", request.Curves is not null, ["dependence"], false),
            ("samples", request.Samples is not null, ["lime"], false), ("seed", request.Seed is not null, ["lime", "importance"], false),
            ("target", request.Target is not null, ["importance"], false), ("score", request.Score is not null, ["importance"], false), ("repeats", request.Repeats is not null, ["importance"], false),
            ("label", request.Label is not null, ["counterfactual"], false), ("rules", request.Rules is not null, ["counterfactual"], false),
            ("maxChanges", request.MaxChanges is not null, ["counterfactual"], false), ("count", request.Count is not null, ["counterfactual"], false),
        ];
        foreach (var (member, isGiven, kinds, isNeeded) in members)
        {
            if (isGiven && !kinds.Contains(kind))
                problems.Add(null, member, $"is not read for '{kind}', but for {string.Join(", ", kinds)}; leave it out.");
            else if (!isGiven && isNeeded && kinds.Contains(kind))
                problems.Add(null, member, $"is missing; '{kind}' needs it.");
        }
        RequireWithin(problems, "rows", request.Rows?.Count, 1, MaxRows);
        RequireWithin(problems, "curves", request.Curves, 0, MaxCurves);
        RequireWithin(problems, "samples", request.Samples, 100, MaxSamples);
        RequireWithin(problems, "maxChanges", request.MaxChanges, 1, MaxChanges);
        RequireWithin(problems, "count", request.Count, 1, MaxCount);
        RequireWithin(problems, "repeats", request.Repeats, 2, MaxRepeats);
        problems.ThrowIfAny("The explanation cannot be given like that.");
    }

    private static void RequireWithin(ProblemList problems, string member, int? value, int least, int most)
    {
        if (value < least || value > most)
            problems.Add(null, member, $"is {value}{(member == "rows" ? " rows" : "")}; give {least} to {most}.");
    }

    private static SakerException Unknown(string member, string word, IEnumerable<string> known) => new(ErrorKind.InvalidInput, $"'{word}' is not known; give {string.Join(", ", known)}.", member);

    /// <param name="Request">What is asked.</param>
    /// <param name="Version">Of what.</param>
    /// <param name="Rows">Those of the dataset; null where none is named.</param>
    private sealed record Asked(ExplainRequest Request, ExplainableVersion Version, Table? Rows)
    {
        public int? Class() => ClassPlaces.Find(Version.Model.Signature, Request.Class);

        public Table ReadRows() => AskedRows.Read([.. Request.Rows!.Select(row => JsonSerializer.SerializeToElement(row))], Version.Model.Signature, "rows");

        public Table ReadRow() => AskedRows.Read([JsonSerializer.SerializeToElement(Request.Row)], Version.Model.Signature, "row");

        /// <exception cref="SakerException">There are none.</exception>
        public Table RequireOthers() => Rows ?? Version.Examples
            ?? throw new SakerException(ErrorKind.InvalidInput, $"{Version.Version.Reference} has no rows recorded to compare with; name some with 'dataset'.", "dataset");
    }
}
