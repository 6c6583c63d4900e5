using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>What became of predictions.</summary>
internal static class OutcomesApi
{
    private const int DefaultMax = 100;
    private const string Csv = "text/csv";

    private static readonly string[] s_lines = ["application/x-ndjson", "application/jsonl"];

    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/outcomes").WithTags("Outcomes").Needs(Role.Viewer);
        group.MapPost("", AddAsync).Needs(Role.User).Audited(AuditActs.OutcomesAdded).WithName("addOutcomes")
            .WithSummary("Takes what became of predictions: one, an array, a JSON object a line, or a CSV file (request_id, outcome, row, at, endpoint). The answer comes when all are durable: 200 when all are joined to their predictions, 202 when some wait. If any is wrong, none is taken.")
            .Accepts<OutcomeRequest>("application/json", [.. s_lines, Csv])
            .WithMetadata(new OperationExample("""{"requestId":"order-1017","outcome":"Yes"}"""))
            .Produces<OutcomeReceiptInfo>(StatusCodes.Status200OK).Produces<OutcomeReceiptInfo>(StatusCodes.Status202Accepted)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status503ServiceUnavailable);
        group.MapGet("", ListAsync).Needs(Role.Deployer).WithName("listOutcomes").WithSummary("Outcomes, the latest first, by endpoint and state (unmatched, matched, unsampled, orphan).").Fails(StatusCodes.Status400BadRequest);
        group.MapGet("/{id}", FindAsync).Needs(Role.Deployer).WithName("findOutcomes").WithSummary("The outcomes of a request by row, with what they were joined to and their earlier values; none where nothing is known.");
        group.MapDelete("/{id}", DeleteAsync).Needs(Role.Admin).Audited(AuditActs.OutcomesRemoved).WithName("deleteOutcomes")
            .WithSummary("Erases the outcomes of a request, with their histories and what they were joined to.").Fails(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> AddAsync(HttpContext context, OutcomeIntake intake, CancellationToken cancellationToken)
    {
        var receipt = ToInfo(await TakeAsync(context, intake, cancellationToken));
        return receipt.Unmatched == 0 ? TypedResults.Ok(receipt) : TypedResults.Json(receipt, SakerJson.Default.OutcomeReceiptInfo, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<OutcomeReceipt> TakeAsync(HttpContext context, OutcomeIntake intake, CancellationToken cancellationToken)
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim() ?? "";
        if (type.Equals(Csv, StringComparison.OrdinalIgnoreCase))
        {
            // What comes is counted while it is stored.
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = null;
            return await intake.AddCsvAsync(context.Request.Body, cancellationToken);
        }
        if (s_lines.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            using var lines = await RequestBody.ReadTextAsync(context);
            return await intake.AddJsonLinesAsync(lines.Memory, cancellationToken);
        }
        using var body = await RequestBody.ReadRecordAsync(context);
        return await intake.AddJsonAsync(body.Memory, cancellationToken);
    }

    private static async Task<Ok<OutcomeList>> ListAsync(string? endpoint, string? state, DateTimeOffset? since, int? max, string? page, IOutcomeStore outcomes, CancellationToken cancellationToken)
    {
        var found = await outcomes.ListAsync(new OutcomeFilter { Endpoint = endpoint, State = StateOf(state), Since = since, MaxCount = max ?? DefaultMax, Page = page }, cancellationToken);
        return TypedResults.Ok(new OutcomeList([.. found.Outcomes.Select(outcome => ToInfo(outcome, withHistory: false))], found.NextPage));
    }

    private static async Task<Ok<OutcomeList>> FindAsync(string id, IOutcomeStore outcomes, CancellationToken cancellationToken) =>
        TypedResults.Ok(new OutcomeList([.. (await outcomes.FindAsync(id, cancellationToken)).Select(outcome => ToInfo(outcome, withHistory: true))], null));

    private static async Task<NoContent> DeleteAsync(string id, IOutcomeStore outcomes, CancellationToken cancellationToken) =>
        await outcomes.RemoveAsync(id, cancellationToken) > 0 ? TypedResults.NoContent() : throw new SakerException(ErrorKind.NotFound, $"There are no outcomes of the request '{id}'.", "id");

    private static OutcomeState? StateOf(string? state) => state is null
        ? null
        : OutcomeStates.Find(state) ?? throw new SakerException(ErrorKind.InvalidInput, $"'{state}' is no state of outcomes; use one of: {string.Join(", ", OutcomeStates.Names)}.", "state");

    private static OutcomeReceiptInfo ToInfo(OutcomeReceipt receipt) => new()
    {
        Received = receipt.ReceivedCount,
        Added = receipt.AddedCount,
        Repeated = receipt.RepeatedCount,
        Corrected = receipt.CorrectedCount,
        Matched = receipt.MatchedCount,
        Unsampled = receipt.UnsampledCount,
        Unmatched = receipt.UnmatchedCount,
    };

    private static OutcomeInfo ToInfo(StoredOutcome outcome, bool withHistory) => new()
    {
        RequestId = outcome.RequestId,
        Row = outcome.Row,
        Outcome = outcome.Value,
        At = outcome.At,
        ReceivedAt = outcome.ReceivedAt,
        State = outcome.State.ToText(),
        Endpoint = outcome.Endpoint,
        Prediction = outcome.Prediction is not { } joined ? null : new OutcomePredictionInfo
        {
            Model = joined.Model,
            Version = joined.Version,
            At = joined.At,
            Weight = joined.Weight,
            Inputs = ObjectOf(joined.Inputs),
            Outputs = ObjectOf(joined.Outputs),
        },
        History = withHistory ? [.. outcome.History.Select(earlier => new EarlierOutcomeInfo(earlier.Value, earlier.At, earlier.ReceivedAt))] : null,
    };

    private static JsonObject ObjectOf(IReadOnlyDictionary<string, object?> values) => new(values.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value switch
    {
        string text => text,
        bool flag => flag,
        long whole => whole,
        double number => number,
        _ => null,
    })));
}
