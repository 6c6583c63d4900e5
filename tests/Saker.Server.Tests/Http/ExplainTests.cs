using System.Net;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Data;
using Saker.Learning;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Messages;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Explaining;

namespace Saker.Server.Tests.Http;

public sealed class ExplainTests : IAsyncLifetime
{
    private readonly TestServer _server = new() { Services = _ => { } };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-explain-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(options => options with { Serving = options.Serving with { Explaining = new ExplainingOptions { MaxRows = 3 } } }, hasModel: false);
        var path = Path.Combine(_folder.FullName, "model");
        await ModelFolder.WriteAsync(path, Train(), Token);
        var version = await _server.Registry.RegisterAsync(new Registration { Model = "trees", Folder = path }, Token);
        await _server.Server.Services.GetRequiredService<IEndpointStore>().DeployAsync("trees", "trees", version.Version, Token);
        await _server.Server.Services.GetRequiredService<ModelHost>().RefreshAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_version_is_explained_in_every_way_whether_or_not_an_endpoint_serves_it()
    {
        var rows = await AddRowsAsync();
        var row = System.Text.Json.Nodes.JsonNode.Parse("""{"age":30,"colour":"red"}""")!.AsObject();
        var values = await ExplainAsync("values", new ExplainRequest { Rows = [row] });
        var pairs = await ExplainAsync("interactions", new ExplainRequest { Rows = [row] });
        Assert.Equal(values.GetProperty("rows")[0].GetProperty("total").GetDouble(), pairs.GetProperty("rows")[0].GetProperty("total").GetDouble(), 1e-9);
        Assert.Equal("age", pairs.GetProperty("rows")[0].GetProperty("pairs")[0].GetProperty("first").GetString());
        var lime = await ExplainAsync("lime", new ExplainRequest { Row = row, Dataset = rows, Samples = 500 });
        Assert.Equal("probability", lime.GetProperty("unit").GetString());
        var found = await ExplainAsync("counterfactual", new ExplainRequest { Row = row, Dataset = rows, Rules = [new ColumnRuleInfo("colour") { Fixed = true }], Count = 1 });
        Assert.Equal("age", found.GetProperty("found")[0].GetProperty("changes")[0].GetProperty("column").GetString());
        var curve = await ExplainAsync("dependence", new ExplainRequest { Dataset = rows, Column = "age", Method = "partial" });
        Assert.Equal("age", curve.GetProperty("column").GetString());
        using var prototypes = await _server.Http.PostJsonAsync($"/api/datasets/{rows}/prototypes", """{"count":2,"criticisms":0}""");
        Assert.Equal(2, (await prototypes.JsonAsync()).GetProperty("prototypes").GetArrayLength());

        var refused = await Assert.ThrowsAsync<SakerClientException>(() => ExplainAsync("lime", new ExplainRequest { Rows = [row], Samples = 1 }));
        Assert.Equal(["rows", "row", "samples"], refused.Errors.Select(error => error.Field));
        var unknown = System.Text.Json.Nodes.JsonNode.Parse("""{"age":"old"}""")!.AsObject();
        Assert.Equal(["age", "colour"], (await Assert.ThrowsAsync<SakerClientException>(() => ExplainAsync("values", new ExplainRequest { Rows = [unknown] }))).Errors.Select(error => error.Field));
        Assert.Contains("not take a column 'size'", (await Assert.ThrowsAsync<SakerClientException>(() => ExplainAsync("dependence", new ExplainRequest { Dataset = rows, Column = "size" }))).Message, StringComparison.OrdinalIgnoreCase);

        Task<JsonElement> ExplainAsync(string kind, ExplainRequest request) => _server.Client.ExplainAsync("trees", "1", kind, request, Token);
    }

    private async Task<string> AddRowsAsync()
    {
        var rows = new Table([Column.OfNumbers("age", [.. Enumerable.Range(0, 80).Select(i => 20.0 + i)]), Column.OfText("colour", [.. Enumerable.Range(0, 80).Select(i => i % 2 == 0 ? "red" : "blue")])]);
        var added = await _server.Server.Services.GetRequiredService<Platform.Datasets.IDatasetStore>().AddAsync("people", rows, Data.Profiles.Profile.Of(rows), "made up", Token);
        return $"{added.Name}/{added.Version}";
    }

    [Fact]
    public async Task An_explanation_that_is_asked_for_adds_up_to_the_prediction()
    {
        using var response = await _server.Http.PostJsonAsync("/api/endpoints/trees/predict", """{"explain":true,"rows":[{"age":30,"colour":"red"},{"age":60,"colour":"blue"}]}""");
        var json = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var explanation = json.GetProperty("explanation");
        Assert.Equal("trees", explanation.GetProperty("method").GetString());
        Assert.Equal("log_odds", explanation.GetProperty("unit").GetString());
        for (var row = 0; row < 2; row++)
        {
            var explained = explanation.GetProperty("rows")[row];
            var sum = explanation.GetProperty("base").GetDouble() + explained.GetProperty("factors").EnumerateArray().Sum(factor => factor.GetProperty("value").GetDouble());
            Assert.Equal(explained.GetProperty("total").GetDouble(), sum, 1e-9);
            Assert.Equal(json.GetProperty("predictions")[row].GetProperty("probability").GetDouble(), 1 / (1 + Math.Exp(-sum)), 1e-6);
            Assert.Equal("age", explained.GetProperty("factors")[0].GetProperty("column").GetString());
        }
    }

    [Fact]
    public async Task The_typed_client_gets_it_too()
    {
        var answer = await _server.Client.PredictAsync("trees", [new Dictionary<string, object?> { ["age"] = 41, ["colour"] = "red" }], explain: true, Token);
        Assert.NotNull(answer.Explanation);
        Assert.Equal(["age", "colour"], answer.Explanation.Rows[0].Factors.Select(factor => factor.Column).Order());
        Assert.Null((await _server.Client.PredictAsync("trees", [new Dictionary<string, object?> { ["age"] = 41, ["colour"] = "red" }], Token)).Explanation);
    }

    [Fact]
    public async Task An_infer_request_gets_it_as_a_parameter_of_the_answer()
    {
        const string Inputs = """
            "inputs":[{"name":"age","shape":[1,1],"datatype":"FP64","data":[30]},{"name":"colour","shape":[1,1],"datatype":"BYTES","data":["red"]}]
            """;
        using var asked = await _server.Http.PostJsonAsync("/v2/models/trees/infer", $$"""{"parameters":{"explain":true},{{Inputs}}}""");
        using var unasked = await _server.Http.PostJsonAsync("/v2/models/trees/infer", $$"""{{{Inputs}}}""");
        var text = (await asked.JsonAsync()).GetProperty("parameters").GetProperty("saker_explanation").GetString()!;
        Assert.Equal(2, JsonDocument.Parse(text).RootElement.GetProperty("rows")[0].GetProperty("factors").GetArrayLength());
        Assert.False((await unasked.JsonAsync()).TryGetProperty("parameters", out _));
    }

    [Fact]
    public async Task A_grpc_request_gets_it_as_a_parameter_too()
    {
        using var client = new InferenceClient(new GrpcClient(new GrpcClientOptions { Address = _server.Server.GrpcAddress }));
        var request = new ModelInferRequest { ModelName = "trees" };
        request.Inputs.Add(new ModelInferRequest.Types.InferInputTensor { Name = "age", Datatype = "FP64", Shape = { 1, 1 }, Contents = new InferTensorContents { Fp64Contents = { 30 } } });
        request.Inputs.Add(new ModelInferRequest.Types.InferInputTensor { Name = "colour", Datatype = "BYTES", Shape = { 1, 1 }, Contents = new InferTensorContents { BytesContents = { ByteString.CopyFromUtf8("red") } } });
        Assert.Empty((await client.InferAsync(request, Token)).Parameters);
        request.Parameters["explain"] = new InferParameter { BoolParam = true };
        var answer = await client.InferAsync(request, Token);
        Assert.Equal("log_odds", JsonDocument.Parse(answer.Parameters["saker_explanation"].StringParam).RootElement.GetProperty("unit").GetString());
    }

    [Fact]
    public async Task More_rows_than_are_explained_are_refused_with_the_limit_and_predicted_without()
    {
        const string Rows = """[{"age":1,"colour":"red"},{"age":2,"colour":"red"},{"age":3,"colour":"red"},{"age":4,"colour":"red"}]""";
        using var refused = await _server.Http.PostJsonAsync("/api/endpoints/trees/predict", $$"""{"rows":{{Rows}},"explain":true}""");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("At most 3 rows", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var answered = await _server.Http.PostJsonAsync("/api/endpoints/trees/predict", $$"""{"rows":{{Rows}},"explain":false}""");
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.False((await answered.JsonAsync()).TryGetProperty("explanation", out _));
    }

    [Fact]
    public async Task The_importance_of_columns_is_given_and_shown_with_the_version()
    {
        using var response = await _server.Http.GetAsync("/api/models/trees/versions/1/importance", Token);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["age", "colour"], ImportanceReport.FromJson(await response.Content.ReadAsStringAsync(Token)).Columns.Select(column => column.Column));
        var page = await _server.Http.GetStringAsync("/models/trees/1", Token);
        Assert.Contains("What it goes by", page, StringComparison.Ordinal);
        Assert.Contains("1.5000", page, StringComparison.Ordinal);

        await _server.DeployAsync("toy", "toy", Token);
        using var none = await _server.Http.GetAsync("/api/models/toy/versions/1/importance", Token);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Contains("saker explain importance", await none.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_neither_true_nor_false_is_named()
    {
        using var response = await _server.Http.PostJsonAsync("/api/endpoints/trees/predict", """{"explain":"yes","rows":[{"age":1,"colour":"red"}]}""");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("give true or false", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static ModelFolderContents Train()
    {
        var ages = Enumerable.Range(0, 400).Select(i => (double)(i % 80)).ToArray();
        var rows = new Table([Column.OfNumbers("age", ages), Column.OfText("colour", [.. ages.Select((_, i) => i % 3 == 0 ? "red" : "blue")])]);
        var preparation = new PreparationPlan { Steps = [new OneHot()] }.Fit(rows, ["age", "colour"], Token);
        var target = ages.Select((age, i) => age + (i % 3 == 0 ? 8 : 0) > 40 ? 1f : 0).ToArray();
        var fitted = new GradientBoosting { Trees = 40 }.Fit(preparation.Apply(rows), target, 1, Token);
        var labels = new ClassLabels("No", "Yes");
        return new ModelFolderContents
        {
            Model = ModelGraph.Compose(preparation, fitted, 0.5, labels).ToBytes(),
            Signature = SignatureBuilder.From(rows, ["age", "colour"], labels),
            Importance = new ImportanceReport { Kind = ShapImportance.Kind, Unit = "log_odds", RowCount = 9, Columns = [new ColumnImportance("age", 1.5, new Interval(1, 2, 0.95)), new ColumnImportance("colour", 0.25, Interval.Unknown)] }.ToJson(),
        };
    }
}
