namespace Saker.Server.Tests.Http.Mlflow.Registry;

/// <summary>MLflow's routes of registered models, document for document.</summary>
public sealed class RegisteredModelsApiTests(TestServer server) : IClassFixture<TestServer>
{
    private RegistryClient Api => new(server.Http);

    [Theory]
    [InlineData("/api/2.0/")]
    [InlineData("/ajax-api/2.0/")]
    public async Task Model_is_made_read_changed_renamed_and_deleted(string root)
    {
        var api = new RegistryClient(server.Http, root);
        await api.AnswersAsync("POST", "registered-models/create", """{"name":"life 1","description":"why","tags":[{"key":"b","value":"2"},{"key":"a","value":"1"}],"unknown":[]}""",
            """{"registered_model":{"name":"life 1","description":"why","tags":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}}""");
        await api.RefusesAsync("POST", "registered-models/create", """{"name":"life 1"}""", "RESOURCE_ALREADY_EXISTS", "Registered Model (name=life 1) already exists.");
        await api.AnswersAsync("PATCH", "registered-models/update", """{"name":"life 1","description":"because"}""",
            """{"registered_model":{"name":"life 1","description":"because","tags":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}}""");
        await api.AnswersAsync("POST", "registered-models/set-tag", """{"name":"life 1","key":"a","value":"3"}""", "{}");
        await api.AnswersAsync("DELETE", "registered-models/delete-tag", """{"name":"life 1","key":"b"}""", "{}");
        await api.AnswersAsync("DELETE", "registered-models/delete-tag", """{"name":"life 1","key":"b"}""", "{}");
        await api.AnswersAsync("POST", "registered-models/rename", """{"name":"life 1","new_name":"life 2"}""",
            """{"registered_model":{"name":"life 2","description":"because","tags":[{"key":"a","value":"3"}]}}""");
        await api.AnswersAsync("GET", "registered-models/get?name=life%202", null, """{"registered_model":{"name":"life 2","description":"because","tags":[{"key":"a","value":"3"}]}}""");
        await api.RefusesAsync("GET", "registered-models/get?name=life%201", null, "RESOURCE_DOES_NOT_EXIST", "Registered Model with name=life 1 not found");
        await api.AnswersAsync("DELETE", "registered-models/delete", """{"name":"life 2"}""", "{}");
        await api.RefusesAsync("DELETE", "registered-models/delete", """{"name":"life 2"}""", "RESOURCE_DOES_NOT_EXIST", "There is no model 'life 2'.");
    }

    [Theory]
    [InlineData("POST", "registered-models/create", "{}", "name")]
    [InlineData("POST", "registered-models/rename", """{"name":"x"}""", "new_name")]
    [InlineData("PATCH", "registered-models/update", "{}", "name")]
    [InlineData("DELETE", "registered-models/delete", "{}", "name")]
    [InlineData("GET", "registered-models/get", null, "name")]
    [InlineData("POST", "registered-models/get-latest-versions", "{}", "name")]
    [InlineData("GET", "registered-models/get-latest-versions", null, "name")]
    [InlineData("POST", "registered-models/set-tag", """{"name":"x"}""", "key")]
    [InlineData("DELETE", "registered-models/delete-tag", """{"name":"x"}""", "key")]
    [InlineData("POST", "registered-models/alias", """{"name":"x"}""", "alias")]
    [InlineData("POST", "registered-models/alias", """{"name":"x","alias":"a"}""", "version")]
    [InlineData("DELETE", "registered-models/alias", """{"name":"x"}""", "alias")]
    [InlineData("GET", "registered-models/alias?name=x", null, "alias")]
    [InlineData("POST", "model-versions/create", """{"name":"x"}""", "source")]
    [InlineData("PATCH", "model-versions/update", """{"name":"x"}""", "version")]
    [InlineData("POST", "model-versions/transition-stage", """{"name":"x","version":"1"}""", "stage")]
    [InlineData("DELETE", "model-versions/delete", """{"name":"x"}""", "version")]
    [InlineData("GET", "model-versions/get?name=x", null, "version")]
    [InlineData("GET", "model-versions/get-download-uri?name=x", null, "version")]
    [InlineData("POST", "model-versions/set-tag", """{"name":"x","version":"1"}""", "key")]
    [InlineData("DELETE", "model-versions/delete-tag", """{"name":"x","version":"1"}""", "key")]
    public Task What_must_be_there_is_named(string method, string path, string? body, string field) =>
        Api.RefusesAsync(method, path, body, "INVALID_PARAMETER_VALUE", $"Missing value for required parameter '{field}'.");

    [Fact]
    public async Task Alias_is_set_read_moved_and_taken_away()
    {
        await Api.AnswersAsync("POST", "registered-models/create", """{"name":"alias"}""", """{"registered_model":{"name":"alias"}}""");
        foreach (var number in new[] { 1, 2 })
            await Api.AnswersAsync("POST", "model-versions/create", """{"name":"alias","source":"s3://b/m"}""", Version("alias", number));
        await Api.AnswersAsync("POST", "registered-models/alias", """{"name":"alias","alias":"champion","version":"1"}""", "{}");
        await Api.AnswersAsync("GET", "registered-models/alias?name=alias&alias=champion", null, $$"""{"model_version":{{Fields("alias", 1, """,  "aliases":["champion"]""")}}}""");
        await Api.AnswersAsync("POST", "registered-models/alias", """{"name":"alias","alias":"champion","version":2}""", "{}");
        await Api.AnswersAsync("GET", "registered-models/get?name=alias", null,
            $$"""{"registered_model":{"name":"alias","latest_versions":[{{Fields("alias", 2, """,  "aliases":["champion"]""")}}],"aliases":[{"alias":"champion","version":"2"}]} }""");
        await Api.AnswersAsync("DELETE", "registered-models/alias?name=alias&alias=champion", null, "{}");
        await Api.AnswersAsync("DELETE", "registered-models/alias", """{"name":"alias","alias":"champion"}""", "{}");
        await Api.RefusesAsync("GET", "registered-models/alias?name=alias&alias=champion", null, "INVALID_PARAMETER_VALUE", "Registered model alias champion not found.");
        await Api.RefusesAsync("POST", "registered-models/alias", """{"name":"alias","alias":"v1","version":"1"}""", "INVALID_PARAMETER_VALUE", "The alias 'v1' is kept for versions; use a name of your own, such as 'champion'.");
        await Api.RefusesAsync("POST", "registered-models/alias", """{"name":"alias","alias":"a","version":"9"}""", "RESOURCE_DOES_NOT_EXIST", "Model 'alias' has no version 9; the newest is 2.");
    }

    [Fact]
    public async Task Latest_versions_are_the_newest_of_each_stage()
    {
        await Api.AnswersAsync("POST", "registered-models/create", """{"name":"latest one"}""", """{"registered_model":{"name":"latest one"}}""");
        foreach (var number in new[] { 1, 2, 3 })
            await Api.AnswersAsync("POST", "model-versions/create", """{"name":"latest one","source":"s3://b/m"}""", Version("latest one", number));
        await Api.AnswersAsync("POST", "model-versions/transition-stage", """{"name":"latest one","version":"1","stage":"production","archive_existing_versions":false}""",
            $$"""{"model_version":{{Fields("latest one", 1, "", "Production")}}}""");
        await Api.AnswersAsync("POST", "registered-models/get-latest-versions", """{"name":"latest one"}""", $$"""{"model_versions":[{{Fields("latest one", 3)}},{{Fields("latest one", 1, "", "Production")}}]}""");
        await Api.AnswersAsync("GET", "registered-models/get-latest-versions?name=latest%20one&stages=Production&stages=Staging", null, $$"""{"model_versions":[{{Fields("latest one", 1, "", "Production")}}]}""");
        await Api.RefusesAsync("POST", "registered-models/get-latest-versions", """{"name":"latest one","stages":["Prod"]}""", "INVALID_PARAMETER_VALUE", "Invalid Model Version stage: Prod. Value must be one of None, Staging, Production, Archived.");
    }

    [Fact]
    public async Task Search_takes_filters_orders_and_pages()
    {
        foreach (var name in new[] { "search a", "search b", "search c" })
            await Api.AnswersAsync("POST", "registered-models/create", $$"""{"name":"{{name}}"}""", $$"""{"registered_model":{"name":"{{name}}"} }""");
        await Api.AnswersAsync("GET", "registered-models/search?filter=" + Uri.EscapeDataString("name = 'search a' OR name ILIKE 'SEARCH C'"), null, """{"registered_models":[{"name":"search a"},{"name":"search c"}]}""");
        await Api.AnswersAsync("GET", "registered-models/search?order_by=name%20DESC&filter=" + Uri.EscapeDataString("name LIKE 'search %'"), null, """{"registered_models":[{"name":"search c"},{"name":"search b"},{"name":"search a"}]}""");
        await Api.AnswersAsync("GET", "registered-models/search?filter=" + Uri.EscapeDataString("name = 'nothing'"), null, "{}");
        await Api.RefusesAsync("GET", "registered-models/search?max_results=1001", null, "INVALID_PARAMETER_VALUE", "Invalid value 1001 for parameter 'max_results' supplied: it must be between 1 and 1000.");
    }

    internal static string Version(string model, int number) => $$"""{"model_version":{{Fields(model, number)}}}""";

    internal static string Fields(string model, int number, string more = "", string stage = "None") =>
        $$"""
        {"name":"{{model}}","version":"{{number}}","user_id":"local","current_stage":"{{stage}}","source":"s3://b/m","status":"READY",
         "status_message":"They are in 's3:', from where Saker does not fetch. Log the model to this server's artifacts to have it served."{{more}}}
        """;
}
