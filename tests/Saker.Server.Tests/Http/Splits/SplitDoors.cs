using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Messages;
using Input = Saker.OpenInference.Messages.ModelInferRequest.Types.InferInputTensor;

namespace Saker.Server.Tests.Http.Splits;

/// <summary>The same row through every door.</summary>
internal sealed class SplitDoors(HttpClient http, InferenceClient grpc)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Asks through every door.</summary>
    /// <param name="user">The header; null for none.</param>
    /// <param name="tenure">The first column.</param>
    public async Task<IReadOnlyDictionary<string, DoorAnswer>> AskAsync(string? user, int tenure) => new Dictionary<string, DoorAnswer>
    {
        ["predict"] = await AskRowsAsync("/api/endpoints/churn/predict", $$"""{"rows":[{{Row(tenure)}}]}""", "application/json", user),
        ["invocations"] = await AskRowsAsync("/api/endpoints/churn/invocations", $$"""{"dataframe_records":[{{Row(tenure)}}]}""", "application/json", user),
        ["csv"] = await AskRowsAsync("/api/endpoints/churn/invocations", $"tenure,MonthlyCharges,Contract,PaperlessBilling\n{tenure},70.35,Month-to-month,true\n", "text/csv", user),
        ["infer"] = await AskTensorsAsync(tenure, isBinary: false, user),
        ["binary"] = await AskTensorsAsync(tenure, isBinary: true, user),
        ["grpc"] = Of(await grpc.InferAsync(Request(tenure), Options(user), Token)),
        ["stream"] = await AskStreamAsync(tenure, user),
    };

    private static string Row(int tenure) => $$"""{"tenure":{{tenure}},"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true}""";

    private async Task<DoorAnswer> AskRowsAsync(string path, string body, string type, string? user)
    {
        using var response = await PostAsync(path, new StringContent(body, Encoding.UTF8, type), user);
        var json = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, json.GetRawText());
        Assert.Equal(Header(response, "x-saker-arm"), Text(json, "arm"));
        return new DoorAnswer(Header(response, "x-saker-version")!, Text(json, "arm"), Text(json, "step"), json.GetProperty("predictions")[0].GetProperty("label").GetString()!);
    }

    private async Task<DoorAnswer> AskTensorsAsync(int tenure, bool isBinary, string? user)
    {
        var charges = isBinary ? """ "parameters":{"binary_data_size":8} """ : """ "data":[70.35] """;
        var json = $$"""{"inputs":[{"name":"tenure","shape":[1],"datatype":"INT64","data":[{{tenure}}]},{"name":"MonthlyCharges","shape":[1],"datatype":"FP64",{{charges}}},{"name":"Contract","shape":[1],"datatype":"BYTES","data":["Month-to-month"]},{"name":"PaperlessBilling","shape":[1],"datatype":"BOOL","data":[true]}]}""";
        var raw = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(raw, 70.35);
        var content = new ByteArrayContent(isBinary ? [.. Encoding.UTF8.GetBytes(json), .. raw] : Encoding.UTF8.GetBytes(json));
        if (isBinary)
            content.Headers.Add("Inference-Header-Content-Length", Encoding.UTF8.GetByteCount(json).ToString(CultureInfo.InvariantCulture));
        content.Headers.ContentType = new(isBinary ? "application/octet-stream" : "application/json");
        using var response = await PostAsync("/v2/models/churn/infer", content, user);
        var answer = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, answer.GetRawText());
        var parameters = answer.GetProperty("parameters");
        Assert.Equal(Header(response, "x-saker-arm"), Text(parameters, "saker_arm"));
        Assert.Equal(Header(response, "x-saker-version"), Text(answer, "model_version"));
        return new DoorAnswer(Text(answer, "model_version")!, Text(parameters, "saker_arm"), Text(parameters, "saker_step"), answer.GetProperty("outputs")[0].GetProperty("data")[0].GetString()!);
    }

    private async Task<DoorAnswer> AskStreamAsync(int tenure, string? user)
    {
        await using var stream = grpc.OpenInferStream(Options(user), Token);
        await stream.WriteAsync(Request(tenure), Token);
        var first = await stream.ReadAsync(Token);
        await stream.WriteAsync(Request(tenure), Token);
        var second = await stream.ReadAsync(Token);
        stream.Complete();
        Assert.Equal(("", ""), (first!.ErrorMessage, second!.ErrorMessage));
        if (user is not null)
            Assert.Equal(Of(first.InferResponse), Of(second.InferResponse));
        return Of(second.InferResponse);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, HttpContent content, string? user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (user is not null)
            request.Headers.Add("X-User", user);
        return await http.SendAsync(request, Token);
    }

    private static GrpcCallOptions Options(string? user) => user is null ? GrpcCallOptions.Default : new GrpcCallOptions { Headers = new Dictionary<string, string> { ["x-user"] = user } };

    private static ModelInferRequest Request(int tenure)
    {
        var request = new ModelInferRequest { ModelName = "churn" };
        foreach (var (name, value) in (ReadOnlySpan<(string, double)>)[("tenure", tenure), ("MonthlyCharges", 70.35), ("PaperlessBilling", 1)])
            request.Inputs.Add(new Input { Name = name, Shape = { 1 }, Datatype = "FP64", Contents = new InferTensorContents { Fp64Contents = { value } } });
        request.Inputs.Add(new Input { Name = "Contract", Shape = { 1 }, Datatype = "BYTES", Contents = new InferTensorContents { BytesContents = { ByteString.CopyFromUtf8("Month-to-month") } } });
        return request;
    }

    private static DoorAnswer Of(ModelInferResponse response) => new(
        response.ModelVersion, Parameter(response, "saker_arm"), Parameter(response, "saker_step"), response.Outputs[0].Contents.BytesContents[0].ToStringUtf8());

    private static string? Parameter(ModelInferResponse response, string name) => response.Parameters.TryGetValue(name, out var value) ? value.StringParam : null;

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
