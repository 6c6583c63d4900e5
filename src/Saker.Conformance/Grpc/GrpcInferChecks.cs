using Saker.OpenInference.Messages;

namespace Saker.Conformance.Grpc;

/// <summary>Inference over gRPC: what a good call gets.</summary>
internal static class GrpcInferChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("grpc.infer.typed", "A request with typed contents is answered.", CheckLevel.Must, Sections.GrpcContents, async (subject, token) => await AskAsync(subject, GrpcRequest.Typed(subject), token)),
        new("grpc.infer.raw", "A request with raw contents is answered with the same outputs.", CheckLevel.Must, Sections.GrpcRaw, RawAsync),
        new("grpc.infer.model-name", "The answer names the model.", CheckLevel.Must, Sections.GrpcInfer, ModelNameAsync),
        new("grpc.infer.outputs", "Every output of the metadata comes, with its datatype.", CheckLevel.Must, Sections.GrpcInfer, OutputsAsync),
        new("grpc.infer.count", "Each output has as many elements as its shape says, raw or typed, not both.", CheckLevel.Must, Sections.GrpcInfer, CountAsync),
        new("grpc.infer.id-echo", "A request's id comes back.", CheckLevel.Must, Sections.GrpcInfer, IdAsync),
        new("grpc.infer.version", "Every version that the metadata names answers when asked for.", CheckLevel.Must, Sections.GrpcInfer, VersionAsync),
        new("grpc.infer.output-one", "A requested output comes, and no other.", CheckLevel.Must, Sections.GrpcInfer, OneOutputAsync),
        new("grpc.infer.parameters", "Parameters of every kind are taken.", CheckLevel.Must, Sections.GrpcInfer, ParametersAsync),
        new("grpc.infer.agrees", "Outputs have the shapes that they have over HTTP.", CheckLevel.Should, Sections.GrpcInfer, AgreesAsync),
        new("grpc.infer.concurrent", "Calls at the same time each get their own id and outputs back.", CheckLevel.Must, Sections.GrpcInfer, ConcurrentAsync),
    ];

    private static async Task<(GrpcExchange<ModelInferResponse> Exchange, ModelInferResponse Response)> AskAsync(Subject subject, ModelInferRequest request, CancellationToken cancellationToken)
    {
        var exchange = await subject.Grpc.InferAsync(request, cancellationToken);
        return (exchange, exchange.RequireOk("the request is valid"));
    }

    private static async Task RawAsync(Subject subject, CancellationToken cancellationToken)
    {
        var (_, typed) = await AskAsync(subject, GrpcRequest.Typed(subject), cancellationToken);
        var (exchange, raw) = await AskAsync(subject, GrpcRequest.Raw(subject), cancellationToken);
        // A server may answer raw with raw and typed with typed: then shapes are what can be compared.
        var isComparable = subject.IsRepeatable && typed.RawOutputContents.Count > 0 == raw.RawOutputContents.Count > 0;
        exchange.Require(!isComparable || GrpcOutput.IsSame(raw, typed), "the outputs are others than for typed contents", "the same outputs");
        exchange.Require(raw.Outputs.Select(output => output.Shape).SequenceEqual(typed.Outputs.Select(output => output.Shape)), "the outputs' shapes are others than for typed contents", "the same shapes");
    }

    private static async Task ModelNameAsync(Subject subject, CancellationToken cancellationToken)
    {
        var (exchange, response) = await AskAsync(subject, GrpcRequest.Typed(subject), cancellationToken);
        exchange.Require(response.ModelName == subject.ModelName, $"model_name is '{response.ModelName}'", subject.ModelName);
    }

    private static async Task OutputsAsync(Subject subject, CancellationToken cancellationToken)
    {
        var (exchange, response) = await AskAsync(subject, GrpcRequest.Typed(subject), cancellationToken);
        foreach (var info in subject.Model.Outputs)
        {
            var output = response.Outputs.FirstOrDefault(candidate => candidate.Name == info.Name);
            exchange.Require(output is not null, $"'{info.Name}' is missing", info.Name);
            exchange.Require(output.Datatype == info.Datatype, $"'{info.Name}' is {output.Datatype}", info.Datatype);
        }
    }

    private static async Task CountAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var request in (ModelInferRequest[])[GrpcRequest.Typed(subject), GrpcRequest.Raw(subject)])
        {
            var (exchange, response) = await AskAsync(subject, request, cancellationToken);
            exchange.Require(response.RawOutputContents.Count == 0 || response.Outputs.All(output => output.Contents is null || output.Contents.CalculateSize() == 0), "there are raw and typed contents", "one of them");
            exchange.Require(response.RawOutputContents.Count == 0 || response.RawOutputContents.Count == response.Outputs.Count, $"there are {response.RawOutputContents.Count} raw contents", $"{response.Outputs.Count}, one for each output");
            for (var i = 0; i < response.Outputs.Count; i++)
            {
                var wanted = response.Outputs[i].Shape.Aggregate(1L, (product, size) => product * size);
                exchange.Require(GrpcOutput.Count(response, i) == wanted, $"'{response.Outputs[i].Name}' has {GrpcOutput.Count(response, i)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no whole number of"} elements", $"{wanted}");
            }
        }
    }

    private static async Task IdAsync(Subject subject, CancellationToken cancellationToken)
    {
        var request = GrpcRequest.Typed(subject);
        request.Id = "conformance é 42";
        var (exchange, response) = await AskAsync(subject, request, cancellationToken);
        exchange.Require(response.Id == request.Id, $"the id is '{response.Id}'", request.Id);
    }

    private static async Task VersionAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var version in subject.Versions)
        {
            var request = GrpcRequest.Typed(subject);
            request.ModelVersion = version;
            var (exchange, response) = await AskAsync(subject, request, cancellationToken);
            exchange.Require(response.ModelVersion == version, $"model_version is '{response.ModelVersion}'", version);
        }
    }

    private static async Task OneOutputAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var info in subject.Model.Outputs)
        {
            var request = GrpcRequest.Typed(subject);
            request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = info.Name });
            var (exchange, response) = await AskAsync(subject, request, cancellationToken);
            exchange.Require(response.Outputs.Select(output => output.Name).SequenceEqual([info.Name]), $"the outputs are {string.Join(", ", response.Outputs.Select(output => output.Name))}", info.Name);
        }
    }

    private static async Task ParametersAsync(Subject subject, CancellationToken cancellationToken)
    {
        var request = GrpcRequest.Typed(subject);
        request.Parameters["conformance_text"] = new InferParameter { StringParam = "a" };
        request.Parameters["conformance_whole"] = new InferParameter { Int64Param = 7 };
        request.Parameters["conformance_truth"] = new InferParameter { BoolParam = true };
        request.Inputs[0].Parameters["conformance_text"] = new InferParameter { StringParam = "a" };
        await AskAsync(subject, request, cancellationToken);
    }

    private static async Task AgreesAsync(Subject subject, CancellationToken cancellationToken)
    {
        var (exchange, response) = await AskAsync(subject, GrpcRequest.Typed(subject), cancellationToken);
        foreach (var output in subject.Answer.Outputs)
        {
            var actual = response.Outputs.FirstOrDefault(candidate => candidate.Name == output.Name);
            exchange.Require(actual is not null && actual.Shape.SequenceEqual(output.Shape), $"'{output.Name}' has shape [{string.Join(", ", actual?.Shape ?? [])}]", $"[{string.Join(", ", output.Shape)}]");
        }
    }

    private static async Task ConcurrentAsync(Subject subject, CancellationToken cancellationToken)
    {
        var (_, alone) = await AskAsync(subject, GrpcRequest.Typed(subject), cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, subject.Options.ParallelCount).Select(async i =>
        {
            var request = GrpcRequest.Typed(subject);
            request.Id = $"parallel-{i}";
            var (exchange, response) = await AskAsync(subject, request, cancellationToken);
            exchange.Require(response.Id == request.Id, $"the id is '{response.Id}'", request.Id);
            exchange.Require(!subject.IsRepeatable || GrpcOutput.IsSame(response, alone), "the outputs are others than alone", "the same outputs");
        }));
    }
}
