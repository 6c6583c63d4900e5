using System.Text.Json.Nodes;

namespace Saker.Conformance.Rest;

/// <summary>Shapes that are none, or that the data does not fill.</summary>
internal static class ShapeChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("rest.shape.missing", "An input without a shape is refused.", CheckLevel.Must, Sections.Input, (subject, token) => RefusedAsync(subject, input => input.Remove("shape"), "\"shape\" is not optional", token)),
        new("rest.shape.negative", "A shape with -1 is refused: only metadata may leave a size open.", CheckLevel.Must, Sections.Input, (subject, token) => FirstSizeAsync(subject, -1, "sizes are unsigned", token)),
        new("rest.shape.negative-pair", "A shape with two negative sizes, whose product is right, is refused.", CheckLevel.Must, Sections.Input, NegativePairAsync),
        new("rest.shape.fraction", "A shape with 1.5 is refused.", CheckLevel.Must, Sections.Input, (subject, token) => FirstSizeAsync(subject, 1.5, "sizes are whole", token)),
        new("rest.shape.text", "A shape with a text is refused.", CheckLevel.Should, Sections.Input, (subject, token) => FirstSizeAsync(subject, "x", "sizes are numbers", token)),
        new("rest.shape.not-array", "A shape that is a number is refused.", CheckLevel.Must, Sections.Input, (subject, token) => RefusedAsync(subject, input => input["shape"] = 2, "a shape is an array", token)),
        new("rest.shape.too-few", "Fewer values than the shape says are refused.", CheckLevel.Must, Sections.Data, (subject, token) => RefusedAsync(subject, input => input["data"]!.AsArray().RemoveAt(0), "values are missing", token)),
        new("rest.shape.too-many", "More values than the shape says are refused.", CheckLevel.Must, Sections.Data, (subject, token) => RefusedAsync(subject, input => input["data"]!.AsArray().Add(input["data"]![0]!.DeepClone()), "there are values too many", token)),
        new("rest.shape.fixed", "A size that the metadata fixes must be that size.", CheckLevel.Must, Sections.Model, FixedAsync),
        new("rest.shape.rank", "A shape with more dimensions than the metadata's, of sizes above 1, is refused.", CheckLevel.Should, Sections.Model, RankAsync),
        new("rest.shape.huge", "A shape of 2^62 elements is refused at once, without a fault of the server.", CheckLevel.Should, Sections.Robust, (subject, token) => NoFaultAsync(subject, 1L << 62, token)),
        new("rest.shape.overflow", "A shape whose product does not fit in 64 bits is refused, without a fault of the server.", CheckLevel.Should, Sections.Robust, OverflowAsync),
        new("rest.shape.ragged", "Nested data of uneven lengths is refused.", CheckLevel.Should, Sections.Data, RaggedAsync),
    ];

    private static JsonObject FirstInput(JsonObject body)
    {
        var input = body["inputs"] is JsonArray { Count: > 0 } inputs ? inputs[0]!.AsObject() : throw new CheckSkippedException("the model has no inputs");
        return input["shape"]!.AsArray().Count > 0 ? input : throw new CheckSkippedException("the model's first input is a scalar");
    }

    private static async Task RefusedAsync(Subject subject, Action<JsonObject> change, string why, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        change(FirstInput(body));
        (await subject.InferAsync(body, cancellationToken)).RequireRefused(why);
    }

    private static Task FirstSizeAsync(Subject subject, JsonNode size, string why, CancellationToken cancellationToken) =>
        RefusedAsync(subject, input => input["shape"]![0] = size, why, cancellationToken);

    private static Task NegativePairAsync(Subject subject, CancellationToken cancellationToken) => RefusedAsync(
        subject,
        input =>
        {
            var shape = input["shape"]!.AsArray();
            if (shape.Count < 2)
                throw new CheckSkippedException("the model's first input has one dimension");
            shape[0] = -shape[0]!.GetValue<long>();
            shape[1] = -shape[1]!.GetValue<long>();
        },
        "sizes are unsigned",
        cancellationToken);

    private static async Task FixedAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        foreach (var (at, input) in subject.Sample.Inputs.Index())
        {
            var info = subject.Model.Inputs.FirstOrDefault(candidate => candidate.Name == input.Name);
            var dimension = info is null || info.Shape.Count != input.Shape.Count ? -1 : info.Shape.ToList().FindIndex(size => size > 0);
            if (dimension < 0 || input.Data.Count == 0)
                continue;
            // Twice the size with twice the data: consistent in itself, and not what the model takes.
            body["inputs"]![at]!["shape"]![dimension] = input.Shape[dimension] * 2;
            body["inputs"]![at]!["data"] = new JsonArray([.. input.Data.Concat(input.Data).Select(value => value.DeepClone())]);
            (await subject.InferAsync(body, cancellationToken)).RequireRefused($"the metadata says [{string.Join(", ", info!.Shape)}] for '{input.Name}'");
            return;
        }
        throw new CheckSkippedException("the metadata fixes no size");
    }

    private static Task RankAsync(Subject subject, CancellationToken cancellationToken) => RefusedAsync(
        subject,
        input =>
        {
            var shape = input["shape"]!.AsArray();
            shape.Add(3);
            shape.Add(2);
            input["data"] = new JsonArray([.. Enumerable.Repeat(input["data"]!.AsArray(), 6).SelectMany(values => values.Select(value => value!.DeepClone()))]);
        },
        "the metadata has fewer dimensions",
        cancellationToken);

    private static async Task NoFaultAsync(Subject subject, long size, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        FirstInput(body)["shape"]![0] = size;
        var answer = await subject.InferAsync(body, cancellationToken);
        answer.RequireNoFault("it is the client's mistake");
        answer.RequireRefused("the data is not there");
    }

    private static async Task OverflowAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        // The product is 0 modulo 2^64, and so is the data.
        FirstInput(body)["shape"] = new JsonArray(1L << 32, 1L << 32);
        FirstInput(body)["data"] = new JsonArray();
        var answer = await subject.InferAsync(body, cancellationToken);
        answer.RequireNoFault("it is the client's mistake");
        answer.RequireRefused("the data is not there");
    }

    private static async Task RaggedAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        var input = subject.Sample.Inputs.FirstOrDefault(candidate => candidate.Shape is [>= 2, >= 1, ..]) ?? throw new CheckSkippedException("no input has two rows");
        var nested = input.Nested().AsArray();
        var moved = nested[1]!.AsArray()[0]!.DeepClone();
        nested[1]!.AsArray().RemoveAt(0);
        nested[0]!.AsArray().Add(moved);
        var at = subject.Sample.Inputs.ToList().IndexOf(input);
        body["inputs"]![at]!["data"] = nested;
        (await subject.InferAsync(body, cancellationToken)).RequireRefused("the rows are not of the shape's length");
    }
}
