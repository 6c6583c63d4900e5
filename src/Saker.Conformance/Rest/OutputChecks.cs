using System.Text.Json.Nodes;
using Saker.Conformance.Samples;

namespace Saker.Conformance.Rest;

/// <summary>Which outputs come, and whether they are what the metadata says.</summary>
internal static class OutputChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("rest.output.all", "Without \"outputs\" every output of the metadata comes.", CheckLevel.Must, Sections.Request, AllAsync),
        new("rest.output.datatype", "Each output's datatype is the metadata's.", CheckLevel.Must, Sections.ResponseOutput, DatatypeAsync),
        new("rest.output.shape", "Each output's shape has whole numbers of 0 or more and fits the metadata's.", CheckLevel.Must, Sections.ResponseOutput, ShapeAsync),
        new("rest.output.count", "Each output has as many values as its shape says.", CheckLevel.Must, Sections.Data, CountAsync),
        new("rest.output.values", "Each value is of its output's datatype: truths, whole numbers in range, numbers, texts.", CheckLevel.Must, Sections.Data, ValuesAsync),
        new("rest.output.one", "A requested output comes, and no other.", CheckLevel.Must, Sections.Output, OneAsync),
        new("rest.output.same", "A requested output has the same values as without the request for it.", CheckLevel.Must, Sections.Output, SameAsync),
        new("rest.output.order", "Requested outputs come in the order of the request.", CheckLevel.Should, Sections.Output, OrderAsync),
        new("rest.output.empty", "An empty \"outputs\" is as none.", CheckLevel.Should, Sections.Request, EmptyAsync),
        new("rest.output.unknown", "Requesting an output that the model does not have is refused.", CheckLevel.Must, Sections.Output, (subject, token) => RefusedAsync(subject, "no-such-output", "the model has no such output", token)),
        new("rest.output.name-case", "An output's name in other letter case is another output.", CheckLevel.Must, Sections.General, CaseAsync),
        new("rest.output.nameless", "A requested output without a name is refused.", CheckLevel.Must, Sections.Output, NamelessAsync),
        new("rest.output.twice", "Requesting an output twice breaks nothing.", CheckLevel.Should, Sections.Robust, TwiceAsync),
    ];

    private static Task AllAsync(Subject subject, CancellationToken cancellationToken)
    {
        var missing = subject.Model.Outputs.Select(output => output.Name).Except(subject.Answer.Names).ToList();
        subject.Answer.Exchange.Require(missing.Count == 0, $"{string.Join(", ", missing)} is missing", $"outputs {string.Join(", ", subject.Model.Outputs.Select(output => output.Name))}");
        return Task.CompletedTask;
    }

    private static IEnumerable<(OutputTensor Output, TensorInfo Info)> Described(Subject subject) =>
        from output in subject.Answer.Outputs
        let info = subject.Model.Outputs.FirstOrDefault(candidate => candidate.Name == output.Name)
        where info is not null
        select (output, info);

    private static Task DatatypeAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var (output, info) in Described(subject))
            subject.Answer.Exchange.Require(output.Datatype == info.Datatype, $"'{output.Name}' is {output.Datatype}", info.Datatype);
        return Task.CompletedTask;
    }

    private static Task ShapeAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var (output, info) in Described(subject))
        {
            subject.Answer.Exchange.Require(
                output.Shape.Count == info.Shape.Count && output.Shape.Zip(info.Shape).All(sizes => sizes.First >= 0 && (sizes.Second == -1 || sizes.First == sizes.Second)),
                $"'{output.Name}' has shape [{string.Join(", ", output.Shape)}]",
                $"a shape that fits the metadata's [{string.Join(", ", info.Shape)}], where -1 is any size of 0 or more");
        }
        return Task.CompletedTask;
    }

    private static Task CountAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var output in subject.Answer.Outputs)
            subject.Answer.Exchange.Require(output.Data.Count == output.Count, $"'{output.Name}' of shape [{string.Join(", ", output.Shape)}] has {output.Data.Count} values", $"{output.Count} values");
        return Task.CompletedTask;
    }

    private static Task ValuesAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var output in subject.Answer.Outputs)
        {
            foreach (var value in output.Data)
                subject.Answer.Exchange.Require(DatatypeRange.Mismatch(output.Datatype, value) is null, $"'{output.Name}': {DatatypeRange.Mismatch(output.Datatype, value)}", $"values of {output.Datatype}");
        }
        return Task.CompletedTask;
    }

    private static JsonObject Asking(Subject subject, params IEnumerable<string> names)
    {
        var body = subject.Sample.ToJson();
        body["outputs"] = new JsonArray([.. names.Select(name => (JsonNode)new JsonObject { ["name"] = name })]);
        return body;
    }

    private static async Task OneAsync(Subject subject, CancellationToken cancellationToken)
    {
        _ = subject.Sample;
        foreach (var wanted in subject.Model.Outputs)
        {
            var answer = InferAnswer.Read(await subject.InferAsync(Asking(subject, wanted.Name), cancellationToken), "the model has the output");
            answer.Exchange.Require(answer.Names.SequenceEqual([wanted.Name]), $"the outputs are {string.Join(", ", answer.Names)}", wanted.Name);
        }
    }

    private static async Task SameAsync(Subject subject, CancellationToken cancellationToken)
    {
        if (!subject.IsRepeatable)
            throw new CheckSkippedException("the model answers the same request differently each time");
        foreach (var output in subject.Answer.Outputs)
        {
            var answer = InferAnswer.Read(await subject.InferAsync(Asking(subject, output.Name), cancellationToken), "the model has the output");
            answer.Exchange.Require(answer.Outputs.Count == 1, $"there are {answer.Outputs.Count} outputs", "one");
            answer.Exchange.Require(answer.Outputs[0].Shape.SequenceEqual(output.Shape), $"the shape is [{string.Join(", ", answer.Outputs[0].Shape)}]", $"[{string.Join(", ", output.Shape)}]");
            answer.Exchange.Require(answer.Outputs[0].Data.Count == output.Data.Count, "there are more or fewer values", $"{output.Data.Count} values");
            answer.RequireSame(subject.Answer.Only(output.Name), "the same inputs");
        }
    }

    private static async Task OrderAsync(Subject subject, CancellationToken cancellationToken)
    {
        var names = subject.Model.Outputs.Select(output => output.Name).Reverse().ToList();
        if (names.Count < 2)
            throw new CheckSkippedException("the model has one output");
        var answer = InferAnswer.Read(await subject.InferAsync(Asking(subject, names), cancellationToken), "the model has these outputs");
        answer.Exchange.Require(answer.Names.SequenceEqual(names), $"the outputs are {string.Join(", ", answer.Names)}", string.Join(", ", names));
    }

    private static Task EmptyAsync(Subject subject, CancellationToken cancellationToken) => subject.RequireSameAsync(Asking(subject), "no output is asked for by name", cancellationToken);

    private static async Task RefusedAsync(Subject subject, string name, string why, CancellationToken cancellationToken) =>
        (await subject.InferAsync(Asking(subject, name), cancellationToken)).RequireRefused(why);

    private static Task CaseAsync(Subject subject, CancellationToken cancellationToken)
    {
        var other = OtherCase.Of(subject.Model.Outputs[0].Name);
        return subject.Model.Outputs.Any(output => output.Name == other)
            ? throw new CheckSkippedException($"there is an output '{other}' too")
            : RefusedAsync(subject, other, "names are case-sensitive", cancellationToken);
    }

    private static async Task NamelessAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        body["outputs"] = new JsonArray(new JsonObject());
        (await subject.InferAsync(body, cancellationToken)).RequireRefused("\"name\" is not optional");
    }

    private static async Task TwiceAsync(Subject subject, CancellationToken cancellationToken)
    {
        var name = subject.Model.Outputs[0].Name;
        (await subject.InferAsync(Asking(subject, name, name), cancellationToken)).RequireNoFault("an output asked for twice may come once, twice or be refused");
    }
}
