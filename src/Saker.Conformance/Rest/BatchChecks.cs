using System.Text.Json;
using System.Text.Json.Nodes;
using Saker.Conformance.Samples;

namespace Saker.Conformance.Rest;

/// <summary>Rows in one request, and requests at the same time: no one gets what is another's.</summary>
internal static class BatchChecks
{
    private const int MaxRows = 3;
    private const string SizesOpen = "the inputs leave several sizes open, and the metadata does not say which must be equal: the first may count no rows";

    public static IEnumerable<Check> All { get; } =
    [
        new("rest.batch.rows", "Several rows in one request give as many rows in outputs that leave the first size open.", CheckLevel.Must, Sections.Input, RowsAsync),
        new("rest.batch.each", "A row is answered the same alone and among others.", CheckLevel.Should, Sections.Input, EachAsync),
        new("rest.batch.uneven", "Inputs with different numbers of rows are refused.", CheckLevel.Should, Sections.Model, UnevenAsync),
        new("rest.concurrent.ids", "Requests at the same time each get their own id back.", CheckLevel.Must, Sections.Request, IdsAsync),
        new("rest.concurrent.rows", "Requests at the same time each get the answer to their own rows.", CheckLevel.Must, Sections.Response, ConcurrentRowsAsync),
        new("rest.concurrent.outputs", "Requests at the same time for different outputs each get those that they asked for.", CheckLevel.Must, Sections.Output, ConcurrentOutputsAsync),
        new("rest.concurrent.mistakes", "A bad request among good ones at the same time is refused alone.", CheckLevel.Must, Sections.Error, MistakesAsync),
    ];

    private static SampleRequest Batched(Subject subject) => subject.Sample is var sample && subject.Model.Inputs.All(input => input.IsBatched) && sample.Inputs.All(input => input.RowCount > 0)
        ? sample
        : throw new CheckSkippedException("the first size of some input is fixed: the model takes no batches");

    private static async Task RowsAsync(Subject subject, CancellationToken cancellationToken)
    {
        var request = Batched(subject).Rows(0, 0, 0);
        var answer = await subject.InferAsync(request.ToJson(), cancellationToken);
        if (answer.IsRefused && subject.Model.LeavesSizesOpen)
            throw new CheckSkippedException(SizesOpen);
        foreach (var output in InferAnswer.Read(answer, "the metadata leaves the first size open").Outputs)
        {
            if (subject.Model.Outputs.FirstOrDefault(info => info.Name == output.Name) is { IsBatched: true })
                answer.Require(output.Shape is [MaxRows, ..], $"'{output.Name}' has shape [{string.Join(", ", output.Shape)}]", $"{MaxRows} rows");
        }
    }

    private static async Task EachAsync(Subject subject, CancellationToken cancellationToken)
    {
        RequireRepeatable(subject);
        var sample = Batched(subject);
        if (!subject.Model.Outputs.All(output => output.IsBatched))
            throw new CheckSkippedException("the first size of some output is fixed");
        for (var row = 0; row < Math.Min(sample.Inputs[0].RowCount, MaxRows); row++)
        {
            var alone = InferAnswer.Read(await subject.InferAsync(sample.Rows(row).ToJson(), cancellationToken), "one row");
            foreach (var output in alone.Outputs)
            {
                var all = subject.Answer.Outputs.First(candidate => candidate.Name == output.Name);
                var size = output.Data.Count;
                alone.Exchange.Require(all.Data.Count >= (row + 1) * size, $"'{output.Name}' has {size} values for one row", $"{all.Data.Count / sample.Inputs[0].RowCount}, as many as a row among {sample.Inputs[0].RowCount} has");
                var rounding = Rounding(output);
                for (var i = 0; i < size; i++)
                    alone.Exchange.Require(IsSame(output.Data[i], all.Data[row * size + i], rounding), $"'{output.Name}' is {output.Data[i].GetRawText()} alone", $"{all.Data[row * size + i].GetRawText()}, as among others, unless the model itself lets its rows see each other");
            }
        }
    }

    // What other kernels for other numbers of rows may differ by, as a part of the row's largest value; null for what is compared exactly.
    private static double? Rounding(OutputTensor output) => !DatatypeRange.IsFloat(output.Datatype)
        ? null
        : (output.Datatype is "FP16" or "BF16" ? 0.06 : 0.004) * output.Data.Select(value => Number(value) is var number && double.IsFinite(number) ? Math.Abs(number) : 0).DefaultIfEmpty().Max();

    private static bool IsSame(JsonElement alone, JsonElement among, double? rounding) =>
        alone.GetRawText() == among.GetRawText() || (rounding is { } most && Math.Abs(Number(alone) - Number(among)) <= most);

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;

    private static async Task UnevenAsync(Subject subject, CancellationToken cancellationToken)
    {
        var sample = Batched(subject);
        if (sample.Inputs.Count < 2)
            throw new CheckSkippedException("the model has one input");
        var body = sample.ToJson();
        body["inputs"]![0] = sample.Inputs[0].Rows([.. Enumerable.Repeat(0, sample.Inputs[0].RowCount + 1)]).ToJson();
        var answer = await subject.InferAsync(body, cancellationToken);
        if (!answer.IsRefused && subject.Model.LeavesSizesOpen)
            throw new CheckSkippedException(SizesOpen);
        answer.RequireRefused("which rows belong together?");
    }

    private static async Task IdsAsync(Subject subject, CancellationToken cancellationToken)
    {
        _ = subject.Sample;
        await AllAsync(subject, async i =>
        {
            var body = subject.Sample.ToJson();
            body["id"] = $"parallel-{i}";
            var answer = InferAnswer.Read(await subject.InferAsync(body, cancellationToken), "the request is valid");
            answer.Exchange.Require(answer.Id == $"parallel-{i}", $"the id is {answer.Id ?? "missing"}", $"parallel-{i}");
        });
    }

    private static async Task ConcurrentRowsAsync(Subject subject, CancellationToken cancellationToken)
    {
        RequireRepeatable(subject);
        var requests = Different(subject);
        var alone = new InferAnswer?[requests.Count];
        for (var i = 0; i < requests.Count; i++)
        {
            var exchange = await subject.InferAsync(requests[i].ToJson(), cancellationToken);
            alone[i] = exchange.Status == 200 ? InferAnswer.Read(exchange, "") : null;
        }
        await AllAsync(subject, async i =>
        {
            var which = i % requests.Count;
            if (alone[which] is { } expected)
                InferAnswer.Read(await subject.InferAsync(requests[which].ToJson(), cancellationToken), "it was answered alone").RequireSame(expected, "as when it was asked alone");
        });
    }

    private static async Task ConcurrentOutputsAsync(Subject subject, CancellationToken cancellationToken)
    {
        var sample = subject.Sample;
        var names = subject.Model.Outputs.Select(output => output.Name).ToList();
        if (names.Count < 2)
            throw new CheckSkippedException("the model has one output");
        await AllAsync(subject, async i =>
        {
            var body = sample.ToJson();
            var name = names[i % names.Count];
            body["outputs"] = new JsonArray(new JsonObject { ["name"] = name });
            var answer = InferAnswer.Read(await subject.InferAsync(body, cancellationToken), "the request is valid");
            answer.Exchange.Require(answer.Names.SequenceEqual([name]), $"the outputs are {string.Join(", ", answer.Names)}", name);
        });
    }

    private static Task MistakesAsync(Subject subject, CancellationToken cancellationToken)
    {
        _ = subject.Sample;
        return AllAsync(subject, async i =>
        {
            if (i % 4 != 0)
            {
                await subject.RequireSameAsync(subject.Sample.ToJson(), "a good request beside bad ones", cancellationToken);
                return;
            }
            var body = subject.Sample.ToJson();
            body["inputs"]![0]!["datatype"] = "FP33";
            (await subject.InferAsync(body, cancellationToken)).RequireRefused("there is no such datatype");
        });
    }

    // The rows that the user gave, one by one; or requests of other seeds.
    private static List<SampleRequest> Different(Subject subject)
    {
        if (!subject.IsMadeUp)
        {
            var sample = Batched(subject);
            return [.. Enumerable.Range(0, sample.Inputs[0].RowCount).Select(row => sample.Rows(row))];
        }
        var rowCount = subject.Sample.Inputs is [var first, ..] ? first.RowCount : 1;
        return [.. Enumerable.Range(0, subject.Options.ParallelCount).Select(i => SampleMaker.MakeUp(subject.Model, subject.Options.Seed + 1 + i, rowCount))];
    }

    private static void RequireRepeatable(Subject subject)
    {
        _ = subject.Sample;
        if (!subject.IsRepeatable)
            throw new CheckSkippedException("the model answers the same request differently each time");
    }

    private static Task AllAsync(Subject subject, Func<int, Task> ask) => Task.WhenAll(Enumerable.Range(0, subject.Options.ParallelCount).Select(ask));
}
