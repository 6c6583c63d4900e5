using System.Net;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;
using Saker.Server.Tests.Grpc;
using Saker.Server.Tests.Http.OpenInference;
using Saker.Testing.Toys;
using Input = Saker.OpenInference.Messages.ModelInferRequest.Types.InferInputTensor;

namespace Saker.Server.Tests.Http;

/// <summary>What an endpoint's settings do to requests through every door.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
    private const string Odd = """{"rows":[{"tenure":"900","MonthlyCharges":70.35,"Contract":"Weekly","PaperlessBilling":1,"more":2}]}""";

    private static readonly string[] s_fields = ["tenure", "Contract", "PaperlessBilling", "more"];

    private static readonly GuardSettings s_clip = new()
    {
        MissingInput = GuardPolicy.Clip, ExtraInput = GuardPolicy.Clip, WrongType = GuardPolicy.Clip, WrongShape = GuardPolicy.Clip,
        MissingValue = GuardPolicy.Clip, NotFinite = GuardPolicy.Clip, OutOfRange = GuardPolicy.Clip, UnseenCategory = GuardPolicy.Clip,
    };

    private static readonly FallbackSettings s_constant = new() { Constant = new ConstantSettings { Outputs = new Dictionary<string, object> { ["label"] = "No", ["probability"] = 0.25 } } };

    private readonly GrpcServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Http => _server.Server.Http;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Rows_are_clipped_and_the_answer_names_every_value_that_was()
    {
        using (var refused = await Http.PostJsonAsync("/api/endpoints/churn/predict", Odd))
            Assert.Equal(["0 tenure", "0 Contract", "0 PaperlessBilling"], (await refused.JsonAsync()).Errors().OrderBy(error => Array.IndexOf(s_fields, error[2..])));
        await SetAsync(new EndpointSettings { Guard = s_clip });
        using var response = await Http.PostJsonAsync("/api/endpoints/churn/predict", Odd);
        var json = await response.JsonAsync();
        Assert.Equal(["tenure", "tenure", "Contract", "PaperlessBilling", "more"], json.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("field").GetString()).OrderBy(name => Array.IndexOf(s_fields, name)));
        Assert.Contains(json.GetProperty("warnings").EnumerateArray(), warning => warning.GetProperty("message").GetString() == "900 is outside what training saw, 0 to 72; it was taken as 72.");
        // The weight of a contract that nobody knows is 0, as that of the first one is not.
        Assert.Equal(1 / (1 + Math.Exp(-(-0.5 - (0.05 * 72) + 0.7035 + 0.25))), json.GetProperty("predictions")[0].GetProperty("probability").GetDouble(), 1e-6);
        Assert.False(json.TryGetProperty("step", out _));
    }

    [Fact]
    public async Task A_missing_field_counts_as_missing_where_the_endpoint_takes_it()
    {
        await SetAsync(new EndpointSettings { Guard = s_clip });
        using var response = await Http.PostJsonAsync("/api/endpoints/churn/predict", """{"rows":[{"tenure":3,"Contract":"One year","PaperlessBilling":true}]}""");
        var json = await response.JsonAsync();
        Assert.Equal("MonthlyCharges", json.GetProperty("warnings").EnumerateArray().Single().GetProperty("field").GetString());
        Assert.Equal(ToyChurn.Probability(3, double.NaN, "One year", true), json.GetProperty("predictions")[0].GetProperty("probability").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task Rest_tensors_are_reshaped_converted_and_filled_in()
    {
        const string request = """
            {"id":"a","inputs":[
              {"name":"tenure","shape":[1,1,1],"datatype":"INT64","data":[3]},
              {"name":"Contract","shape":[1],"datatype":"BYTES","data":["One year"]},
              {"name":"PaperlessBilling","shape":[1],"datatype":"BYTES","data":["true"]},
              {"name":"more","shape":[1],"datatype":"FP32","data":[0]}]}
            """;
        using (var refused = await Http.PostJsonAsync("/v2/models/churn/infer", request))
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        await SetAsync(new EndpointSettings { Guard = s_clip });
        using var response = await Http.PostJsonAsync("/v2/models/churn/infer", request);
        var json = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(ToyChurn.Probability(3, double.NaN, "One year", true), json.GetProperty("outputs")[1].GetProperty("data")[0].GetDouble(), 1e-6);
        var warnings = json.GetProperty("parameters").GetProperty("saker_warnings").GetString()!.Split('\n');
        Assert.Equal(["tenure", "row 0, PaperlessBilling", "more", "MonthlyCharges"], warnings.Select(warning => warning.Split(':')[0]));
    }

    [Fact]
    public async Task Grpc_tensors_are_held_to_the_same_policies()
    {
        var request = new ModelInferRequest { ModelName = "churn" };
        request.Inputs.Add(new Input { Name = "tenure", Shape = { 1, 1, 1 }, Datatype = "INT64", Contents = new InferTensorContents { Int64Contents = { 900 } } });
        request.Inputs.Add(new Input { Name = "Contract", Shape = { 1 }, Datatype = "BYTES", Contents = new InferTensorContents { BytesContents = { ByteString.CopyFromUtf8("Weekly") } } });
        request.Inputs.Add(new Input { Name = "PaperlessBilling", Shape = { 1 }, Datatype = "BYTES", Contents = new InferTensorContents { BytesContents = { ByteString.CopyFromUtf8("true") } } });
        request.Inputs.Add(new Input { Name = "more", Shape = { 1 }, Datatype = "FP32", Contents = new InferTensorContents { Fp32Contents = { 1 } } });
        var refusal = await Assert.ThrowsAsync<GrpcException>(() => _server.Client.InferAsync(request, Token));
        Assert.Equal(GrpcStatusCode.InvalidArgument, refusal.Status.Code);
        await SetAsync(new EndpointSettings { Guard = s_clip });
        var response = await _server.Client.InferAsync(request, Token);
        Assert.Equal(1 / (1 + Math.Exp(-(-0.5 - (0.05 * 72) + 0.25))), response.Outputs[1].Contents.Fp32Contents[0], 1e-6);
        Assert.Equal(["tenure", "row 0, PaperlessBilling", "more", "MonthlyCharges", "row 0, tenure", "row 0, Contract"], response.Parameters["saker_warnings"].StringParam.Split('\n').Select(warning => warning.Split(':')[0]));
    }

    [Fact]
    public async Task Grpc_refuses_values_that_training_never_saw_as_the_other_doors_do()
    {
        var request = new ModelInferRequest { ModelName = "churn" };
        foreach (var (name, value) in (ReadOnlySpan<(string, double)>)[("tenure", 2.5), ("MonthlyCharges", double.PositiveInfinity), ("PaperlessBilling", 3)])
            request.Inputs.Add(new Input { Name = name, Shape = { 1 }, Datatype = "FP64", Contents = new InferTensorContents { Fp64Contents = { value } } });
        request.Inputs.Add(new Input { Name = "Contract", Shape = { 1 }, Datatype = "BYTES", Contents = new InferTensorContents { BytesContents = { ByteString.CopyFromUtf8("Weekly") } } });
        var refusal = await Assert.ThrowsAsync<GrpcException>(() => _server.Client.InferAsync(request, Token));
        Assert.Equal(GrpcStatusCode.InvalidArgument, refusal.Status.Code);
        foreach (var name in ToyChurn.Signature.Inputs.Select(input => input.Name))
            Assert.Contains($"Tensor '{name}' row 0", refusal.Status.Message);
    }

    [Fact]
    public async Task NaN_is_called_so_where_bare_numbers_came_and_null_where_JSON_did()
    {
        var request = new ModelInferRequest { ModelName = "churn" };
        foreach (var (name, value) in (ReadOnlySpan<(string, double)>)[("tenure", double.NaN), ("MonthlyCharges", 70), ("PaperlessBilling", 1)])
            request.Inputs.Add(new Input { Name = name, Shape = { 1 }, Datatype = "FP64", Contents = new InferTensorContents { Fp64Contents = { value } } });
        request.Inputs.Add(new Input { Name = "Contract", Shape = { 1 }, Datatype = "BYTES", Contents = new InferTensorContents { BytesContents = { ByteString.CopyFromUtf8("One year") } } });
        var refusal = await Assert.ThrowsAsync<GrpcException>(() => _server.Client.InferAsync(request, Token));
        Assert.Contains("Tensor 'tenure' row 0 NaN was given", refusal.Status.Message, StringComparison.Ordinal);

        const string others = """{"name":"MonthlyCharges","shape":[1],"datatype":"FP64","data":[70]},{"name":"Contract","shape":[1],"datatype":"BYTES","data":["One year"]},{"name":"PaperlessBilling","shape":[1],"datatype":"BOOL","data":[true]}""";
        using var content = BinaryMessage.Of($$$"""{"inputs":[{"name":"tenure","shape":[1],"datatype":"FP64","parameters":{"binary_data_size":8}},{{{others}}}]}""", BitConverter.GetBytes(double.NaN));
        using var binary = await Http.PostAsync("/v2/models/churn/infer", content, Token);
        Assert.Contains("Tensor 'tenure' row 0 NaN was given", await binary.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);

        using var json = await Http.PostJsonAsync("/v2/models/churn/infer", $$"""{"inputs":[{"name":"tenure","shape":[1],"datatype":"FP64","data":[null]},{{others}}]}""");
        Assert.Contains("Tensor 'tenure' row 0 null was given", await json.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_whose_requests_others_answer_is_shown_as_failing()
    {
        const string row = """{"rows":[{"tenure":3,"MonthlyCharges":70.35,"Contract":"One year","PaperlessBilling":true}]}""";
        await SetAsync(new EndpointSettings { Fallback = s_constant with { Primary = new StepSettings { Breaker = new BreakerSettings { MinimumThroughput = 1000 } } }, Batching = new BatchingSettings { Mode = BatchingMode.On, MaxWait = TimeSpan.FromSeconds(5) }, Queue = new QueueSettings { Timeout = TimeSpan.FromMilliseconds(20) } });
        for (var i = 0; i < 3; i++)
        {
            using var covered = await Http.PostJsonAsync("/api/endpoints/churn/predict", row);
            Assert.Equal("constant", (await covered.JsonAsync()).GetProperty("step").GetString());
        }
        var traffic = Assert.Single(_server.Models.ListTraffic(), one => one.Endpoint == "churn");
        Assert.Equal((3, 3), (traffic.CoveredCount, traffic.UnansweredCount));
        Assert.Matches("(?s)aria-label=\"Versions behind this endpoint\".*churn/1</a>.*<td class=\"num\">3</td>\\s*<td class=\"num\">100\\s?%</td>", await Http.GetStringAsync("/endpoints/churn", Token));
    }

    [Fact]
    public async Task Every_door_says_which_step_answered_and_why()
    {
        await SetAsync(new EndpointSettings { Fallback = s_constant });
        Assert.Equal((null, "primary", "Yes"), await AskEveryDoorAsync());
        // The queue of a version that has no time at all answers nobody.
        await SetAsync(new EndpointSettings { Fallback = s_constant with { Primary = new StepSettings { Breaker = new BreakerSettings { MinimumThroughput = 1000 } } }, Batching = new BatchingSettings { Mode = BatchingMode.On, MaxWait = TimeSpan.FromSeconds(5) }, Queue = new QueueSettings { Timeout = TimeSpan.FromMilliseconds(20) } });
        var (reason, step, label) = await AskEveryDoorAsync();
        Assert.Equal(("constant", "No"), (step, label));
        Assert.StartsWith("primary: The model did not answer within", reason, StringComparison.Ordinal);
    }

    // The one answer that all doors give.
    private async Task<(string? Reason, string? Step, string? Label)> AskEveryDoorAsync()
    {
        const string row = """{"tenure":3,"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true}""";
        using var predicted = await Http.PostJsonAsync("/api/endpoints/churn/predict", $$"""{"rows":[{{row}}]}""");
        using var scored = await Http.PostJsonAsync("/api/endpoints/churn/invocations", $$"""{"dataframe_records":[{{row}}]}""");
        var answers = new List<(string? Reason, string? Step, string? Label)>();
        foreach (var json in new[] { await predicted.JsonAsync(), await scored.JsonAsync() })
            answers.Add((json.TryGetProperty("reason", out var why) ? why.GetString() : null, json.GetProperty("step").GetString(), json.GetProperty("predictions")[0].GetProperty("label").GetString()));
        const string tensors = """{"inputs":[{"name":"tenure","shape":[1],"datatype":"INT64","data":[3]},{"name":"MonthlyCharges","shape":[1],"datatype":"FP64","data":[70.35]},{"name":"Contract","shape":[1],"datatype":"BYTES","data":["Month-to-month"]},{"name":"PaperlessBilling","shape":[1],"datatype":"BOOL","data":[true]}]}""";
        using var inferred = await Http.PostJsonAsync("/v2/models/churn/infer", tensors);
        var infer = await inferred.JsonAsync();
        var parameters = infer.GetProperty("parameters");
        answers.Add((parameters.TryGetProperty("saker_reason", out var reason) ? reason.GetString() : null, parameters.GetProperty("saker_step").GetString(), infer.GetProperty("outputs")[0].GetProperty("data")[0].GetString()));
        var request = new ModelInferRequest { ModelName = "churn" };
        foreach (var (name, value) in (ReadOnlySpan<(string, double)>)[("tenure", 3), ("MonthlyCharges", 70.35), ("PaperlessBilling", 1)])
            request.Inputs.Add(new Input { Name = name, Shape = { 1 }, Datatype = "FP64", Contents = new InferTensorContents { Fp64Contents = { value } } });
        request.Inputs.Add(new Input { Name = "Contract", Shape = { 1 }, Datatype = "BYTES", Contents = new InferTensorContents { BytesContents = { ByteString.CopyFromUtf8("Month-to-month") } } });
        var response = await _server.Client.InferAsync(request, Token);
        answers.Add((response.Parameters.TryGetValue("saker_reason", out var said) ? said.StringParam : null, response.Parameters["saker_step"].StringParam, response.Outputs[0].Contents.BytesContents[0].ToStringUtf8()));
        // How long it took is told too, and is not the same.
        return Assert.Single(answers.Select(answer => answer with { Reason = answer.Reason?.Split(" within")[0] is { } head && answer.Reason.Contains(" within", StringComparison.Ordinal) ? head + " within" : answer.Reason }).Distinct());
    }

    [Fact]
    public async Task A_kept_answer_is_said_to_be_one_and_is_the_same_to_the_last_bit()
    {
        await SetAsync(new EndpointSettings { Cache = new CacheSettings { Enabled = true } });
        const string rows = """{"rows":[{"tenure":3,"MonthlyCharges":70.35,"Contract":"One year","PaperlessBilling":true}]}""";
        var answers = new List<JsonElement>();
        for (var i = 0; i < 3; i++)
        {
            using var response = await Http.PostJsonAsync("/api/endpoints/churn/predict", rows);
            answers.Add(await response.JsonAsync());
        }
        Assert.Equal([false, true, true], answers.Select(answer => answer.TryGetProperty("cached", out var cached) && cached.GetBoolean()));
        Assert.Single(answers.Select(answer => answer.GetProperty("predictions").GetRawText()).Distinct());
        var info = await Http.GetJsonAsync("/api/endpoints/churn");
        Assert.Equal((2, 1), (info.GetProperty("cache").GetProperty("hitCount").GetInt64(), info.GetProperty("cache").GetProperty("missCount").GetInt64()));
        Assert.Equal(2, info.GetProperty("traffic").GetProperty("cacheHitCount").GetInt64());
    }

    [Fact]
    public async Task The_settings_of_the_documentation_are_possible_and_fit_the_example()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Cli.CliFolder.Checkout, "docs", "guard-and-fallback.md"), Token);
        var yaml = page.Split("<!-- example: settings -->")[1].Split("```yaml")[1].Split("```")[0];
        var settings = EndpointSettingsText.ReadYaml(yaml);
        _server.Models.RequireSettings("churn", settings);
        Assert.Equal((GuardPolicy.Clip, GuardPolicy.Warn, GuardPolicy.Reject), (settings.Guard.OutOfRange, settings.Guard.UnseenCategory, settings.Guard.ExtraInput));
        Assert.Equal((TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2), true), (settings.Fallback.Previous!.Timeout, settings.Queue.Timeout, settings.Cache.Enabled));
    }

    private Task SetAsync(EndpointSettings settings) => SetAsync("churn", settings);

    private async Task SetAsync(string endpoint, EndpointSettings settings)
    {
        await _server.Server.Server.Services.GetRequiredService<IEndpointStore>().SetSettingsAsync(endpoint, settings, Token);
        await _server.Models.RefreshAsync(Token);
    }
}
