using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Messages;

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
