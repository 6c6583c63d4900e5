using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Saker.Conformance;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;
using Saker.Platform.Registry;

namespace Saker.Server.Tests.Http.OpenInference;

public sealed class OpenShapeTests(OpenShapeServer server) : IClassFixture<OpenShapeServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("[2,3]")]
    [InlineData("[6]")]
    [InlineData("[1,6,1,1]")]
    public async Task A_graph_that_says_nothing_of_its_shape_takes_any(string shape)
    {
        using var answer = await PostAsync("open", $$"""{"inputs":[{"name":"x","shape":{{shape}},"datatype":"FP32","data":[1,2,3,4,5,6]}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var output = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("outputs")[0];
        Assert.Equal(shape, output.GetProperty("shape").GetRawText());
        Assert.Equal([-1f, -2, -3, -4, -5, -6], output.GetProperty("data").EnumerateArray().Select(value => value.GetSingle()));
    }

    [Fact]
    public async Task It_does_so_over_grpc()
    {
        using var client = new InferenceClient(new GrpcClient(new GrpcClientOptions { Address = server.Server.Server.GrpcAddress }));
        var request = new ModelInferRequest { ModelName = "open" };
        request.Inputs.Add(new ModelInferRequest.Types.InferInputTensor { Name = "x", Datatype = "FP32", Shape = { 1, 2 }, Contents = new InferTensorContents { Fp32Contents = { 1, 2 } } });

        var response = await client.InferAsync(request, Token);

        Assert.Equal([1L, 2L], response.Outputs[0].Shape);
        Assert.Equal([-1f, -2], response.Outputs[0].Contents.Fp32Contents);
    }

    [Fact]
    public async Task A_number_without_extents_goes_to_a_graph_of_one()
    {
        using var answer = await PostAsync("scalar", """{"inputs":[{"name":"x","shape":[],"datatype":"FP32","data":[3]}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var output = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("outputs")[0];
        Assert.Equal(0, output.GetProperty("shape").GetArrayLength());
        Assert.Equal(-3, output.GetProperty("data")[0].GetSingle());
    }

    [Theory]
    [InlineData("open", "[]", "[]")]
    [InlineData("recorded", "[-1,-1]", "[-1,-1]")]
    [InlineData("reshaped", "[-1,2]", "[-1,-1]")]
    [InlineData("scalar", "[]", "[]")]
    public async Task A_shape_of_which_the_file_says_nothing_is_told_as_the_warm_up_saw_it(string model, string input, string output)
    {
        var told = await server.Server.Http.GetJsonAsync($"/v2/models/{model}");
        Assert.Equal((input, output), (told.GetProperty("inputs")[0].GetProperty("shape").GetRawText(), told.GetProperty("outputs")[0].GetProperty("shape").GetRawText()));
        var config = await server.Server.Http.GetJsonAsync($"/v2/models/{model}/config");
        Assert.Equal((input, output), (config.GetProperty("input")[0].GetProperty("dims").GetRawText(), config.GetProperty("output")[0].GetProperty("dims").GetRawText()));
        using var client = new InferenceClient(new GrpcClient(new GrpcClientOptions { Address = server.Server.Server.GrpcAddress }));
        var metadata = await client.GetModelAsync(model, "", Token);
        Assert.Equal((input, output), ($"[{string.Join(",", metadata.Inputs[0].Shape)}]", $"[{string.Join(",", metadata.Outputs[0].Shape)}]"));
        var signature = await VersionFindings.FindSignatureAsync((await server.Server.Registry.FindAsync(model, Token))!.Versions[0], Token);
        Assert.Equal(input, $"[{string.Join(",", signature!.Inputs[0].Shape!)}]");
        Assert.Equal(output, $"[{string.Join(",", signature.Outputs[0].Shape!)}]");
    }

    [Theory]
    [InlineData("recorded")]
    [InlineData("reshaped")]
    [InlineData("fixed")]
    [InlineData("labels")]
    public async Task Nothing_fails_that_the_protocol_demands_of_them(string model)
    {
        var report = await ConformanceKit.RunAsync(new ConformanceOptions { Server = server.Server.Server.Address, Grpc = server.Server.Server.GrpcAddress, Model = model, Level = ConformanceLevel.Extensions }, Token);

        Assert.Empty(report.Results.Where(result => result is { Outcome: CheckOutcome.Failed, Check.Level: CheckLevel.Must }).Select(result => $"{result.Check.Id}: {result.Reason}; expected {result.Expected}"));
        Assert.Equal(CheckOutcome.Passed, report.Results.Single(result => result.Check.Id == "rest.output.shape").Outcome);
    }

    [Fact]
    public async Task An_example_does_not_bind_a_graph_that_takes_any_shape()
    {
        using var answer = await PostAsync("recorded", """{"inputs":[{"name":"x","shape":[3],"datatype":"FP32","data":[1,2,3]}]}""");

        Assert.Equal("[3]", (await answer.JsonAsync()).GetProperty("outputs")[0].GetProperty("shape").GetRawText());
    }

    [Fact]
    public async Task An_input_whose_value_the_file_has_is_refused_by_its_name_through_every_door()
    {
        const string x = """{"name":"x","shape":[1,2],"datatype":"FP32","data":[2,4]}""", k = """{"name":"k","shape":[1],"datatype":"FP32","data":[5]}""";
        using (var without = await PostAsync("fixed", $$"""{"inputs":[{{x}}]}"""))
            Assert.Equal("[6,12]", (await without.JsonAsync()).GetProperty("outputs")[0].GetProperty("data").GetRawText());

        foreach (var (path, body) in new[]
        {
            ("/v2/models/fixed/infer", $$"""{"inputs":[{{x}},{{k}}]}"""), ("/v2/models/fixed/infer", $$"""{"inputs":[{{k}},{{x}}]}"""),
            ("/api/endpoints/fixed/invocations", """{"inputs":{"x":[[2,4]],"k":[5]}}"""), ("/api/endpoints/fixed/invocations", """{"dataframe_split":{"columns":["x","k"],"data":[[[2,4],5]]}}"""),
            ("/api/endpoints/fixed/invocations", """{"dataframe_records":[{"x":[2,4],"k":5}]}"""), ("/api/endpoints/fixed/invocations", """{"instances":[{"x":[2,4],"k":5}]}"""),
        })
        {
            using var refused = await server.Server.Http.PostJsonAsync(path, body);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("'k' cannot be given: the model's file has its value", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        using var client = new InferenceClient(new GrpcClient(new GrpcClientOptions { Address = server.Server.Server.GrpcAddress }));
        var request = new ModelInferRequest { ModelName = "fixed" };
        foreach (var name in new[] { "x", "k" })
            request.Inputs.Add(new ModelInferRequest.Types.InferInputTensor { Name = name, Datatype = "FP32", Shape = { 1, 2 }, Contents = new InferTensorContents { Fp32Contents = { 2, 4 } } });
        Assert.Contains("'k' cannot be given", (await Assert.ThrowsAsync<GrpcException>(() => client.InferAsync(request, Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_without_a_name_are_answered_as_rows_and_share_runs()
    {
        using var scored = await server.Server.Http.PostJsonAsync("/api/endpoints/labels/invocations", """{"dataframe_split":{"columns":["a","b"],"data":[[1,2],[-3,1]]}}""");
        Assert.Equal("""{"predictions":[{"label":"high","scores":[-3,3]},{"label":"low","scores":[2,-2]}]}""", await scored.Content.ReadAsStringAsync(Token));
        Assert.Equal(10_000, (await server.Server.Http.GetJsonAsync("/v2/models/labels/config")).GetProperty("max_batch_size").GetInt32());
        using var empty = await PostAsync("labels", """{"inputs":[{"name":"X","shape":[0,2],"datatype":"FP32","data":[]}]}""");
        Assert.Contains("has no rows", await empty.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_and_their_shape_must_still_agree()
    {
        using var answer = await PostAsync("open", """{"inputs":[{"name":"x","shape":[2,2],"datatype":"FP32","data":[1,2,3]}]}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("needs 4", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PostAsync(string model, string body) =>
        server.Server.Http.PostAsync($"/v2/models/{model}/infer", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Token);
}
