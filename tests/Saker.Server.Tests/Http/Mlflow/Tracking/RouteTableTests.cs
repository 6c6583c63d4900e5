using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Saker.Testing;

namespace Saker.Server.Tests.Http.Mlflow.Tracking;

public sealed partial class RouteTableTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Below = "/api/2.0/mlflow/";

    [Fact]
    public async Task The_document_lists_the_routes_that_there_are_and_no_others()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "tracking.md"), TestContext.Current.CancellationToken);
        var section = document[document.IndexOf("## Routes", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 10, StringComparison.Ordinal)];
        var listed = section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line => Route().Matches(line.Split('|')[1]))
            .Select(match => $"{match.Groups[1].Value} {(match.Groups[2].Value[0] == '/' ? "" : Below)}{match.Groups[2].Value}").ToList();
        var mapped = Mapped("/api/");
        Assert.True(mapped.Count > 70, $"only {mapped.Count} routes are mapped");
        var twins = mapped.Select(route => route.Replace(" /api/", " /ajax-api/", StringComparison.Ordinal)).ToList();
        var ofPage = Mapped("/ajax-api/");
        Assert.Equal(mapped.Concat(ofPage.Except(twins)).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        // Part uploads go to the address that the server gave.
        Assert.Equal(["PUT /ajax-api/2.0/mlflow-artifacts/mpu/part/{upload}/{number}"], twins.Except(ofPage));
    }

    private List<string> Mapped(string start) =>
    [
        .. (from endpoint in server.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let path = Parameter().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "{$1}")
            where path.StartsWith(start, StringComparison.Ordinal) && path.Contains("mlflow", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods ?? []
            select $"{method} {path}").Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex("`([A-Z]+) ([^` ]+)`")]
    private static partial Regex Route();

    // Of a parameter the name alone: neither that it takes all that follows nor of what kind it is.
    [GeneratedRegex(@"\{\**(\w+)(:\w+)?\}")]
    private static partial Regex Parameter();
}
