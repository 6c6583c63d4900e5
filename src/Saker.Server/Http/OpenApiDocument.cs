using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Saker.Server.Http;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and the page that shows it at <c>/docs</c>.</summary>
internal static class OpenApiDocument
{
    private const string Address = "/openapi/v1.json";

    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Saker",
                Version = "v1",
                Description = "Train, register, serve and watch machine-learning models. Failed requests answer application/problem+json (Open Inference: {\"error\"}); every answer carries X-Request-Id.",
            };
            // The host is where the document was fetched from.
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var example in context.Description.ActionDescriptor.EndpointMetadata.OfType<OperationExample>())
                Show(operation, example);
            return Task.CompletedTask;
        });
    });

    public static void Map(WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").Needs(Role.Viewer);
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.SwaggerEndpoint(Address, "Saker v1");
            options.DocumentTitle = "API · Saker";
            // Hundreds of operations and schemas drawn open would take a browser half a minute; each opens where it is asked for.
            options.DocExpansion(DocExpansion.None);
            options.DefaultModelsExpandDepth(-1);
        });
    }

    private static void Show(OpenApiOperation operation, OperationExample example)
    {
        if (operation.RequestBody?.Content?.TryGetValue("application/json", out var request) == true && request is OpenApiMediaType requestType)
            requestType.Example = JsonNode.Parse(example.Request);
        if (example.Response is { } text
            && operation.Responses?.TryGetValue("200", out var answer) == true
            && answer.Content?.TryGetValue("application/json", out var response) == true && response is OpenApiMediaType responseType)
            responseType.Example = JsonNode.Parse(text);
    }
}
