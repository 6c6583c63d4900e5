using System.Runtime.InteropServices;
using System.Text;
using Saker.Testing.Requests;

namespace Saker.Server.Tests.Http.OpenInference;

public sealed class MutationTests(EchoServer server) : IClassFixture<EchoServer>
{
    private const int RequestCount = 2000;

    private const string Numbers = """{"id":"a","parameters":{"timeout":1000000},"inputs":[{"name":"in_Float32","shape":[3,2],"datatype":"FP32","data":[[1,2.5],[3,-4e1],[5,6]]}],"outputs":[{"name":"out_Float32"}]}""";
    private const string Texts = """{"inputs":[{"name":"in_Text","shape":[2,1],"datatype":"BYTES","data":["a","\u00e4\ud83d\ude00"]}]}""";
    private const string Binary = """{"parameters":{"binary_data_output":true},"inputs":[{"name":"in_Float32","shape":[3,2],"datatype":"FP32","parameters":{"binary_data_size":24}}]}""";

    [Theory]
    [InlineData("single", Numbers, 0)]
    [InlineData("text", Texts, 0)]
    [InlineData("single", Binary, 24)]
    public async Task Mutated_requests_are_answered_or_refused_cleanly(string model, string json, int raw)
    {
        var good = Encoding.UTF8.GetBytes(json);
        var mutator = new RequestMutator([.. good, .. MemoryMarshal.AsBytes(new float[raw / sizeof(float)].AsSpan())], raw > 0 ? good.Length : -1, seed: model.Length + raw);
        var statuses = new Dictionary<int, int>();
        for (var i = 0; i < RequestCount; i++)
        {
            var request = mutator.Next();
            using var content = new ByteArrayContent(request.Body);
            content.Headers.ContentType = new("application/json");
            if (request.JsonLength is not null)
                content.Headers.TryAddWithoutValidation(BinaryMessage.Header, request.JsonLength);
            using var response = await server.Http.PostAsync($"/v2/models/{model}/infer", content, TestContext.Current.CancellationToken);
            var status = (int)response.StatusCode;
            var answer = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.True(status is 200 or 400 or 413, $"request {i}: {status} {Encoding.UTF8.GetString(answer)} for {request.JsonLength} {Encoding.UTF8.GetString(request.Body)}");
            if (status != 200)
                Assert.NotEmpty((await response.JsonAsync()).GetProperty("error").GetString()!);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }
        // Both happen, or the mutations would show nothing.
        Assert.True(statuses.GetValueOrDefault(200) > 0 && statuses.GetValueOrDefault(400) > RequestCount / 2, string.Join(", ", statuses));
    }

    [Fact]
    public void The_same_seed_gives_the_same_requests()
    {
        var (first, second) = (new RequestMutator([1, 2, 3, 4], 2, seed: 5), new RequestMutator([1, 2, 3, 4], 2, seed: 5));
        for (var i = 0; i < 100; i++)
        {
            var (one, other) = (first.Next(), second.Next());
            Assert.Equal(one.Body, other.Body);
            Assert.Equal(one.JsonLength, other.JsonLength);
        }
    }
}
