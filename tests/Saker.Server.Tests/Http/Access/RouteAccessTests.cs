using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Audit;
using Saker.Platform.Identity;

namespace Saker.Server.Tests.Http.Access;

public sealed class RouteAccessTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    // What anybody may ask: whether the server lives, and what a browser needs to sign in.
    private static readonly string[] s_open =
        ["GET /health", "GET /ping", "GET /version", "GET /health/live", "GET /health/ready", "GET /v2/health/live", "GET /v2/health/ready", "GET /assets/{name}", "GET /sign-in", "POST /inference.GRPCInferenceService/ServerLive", "POST /inference.GRPCInferenceService/ServerReady", "POST /sign-in", "POST /sign-out", "POST /theme", "PUT /api/2.0/mlflow-artifacts/mpu/part/{upload}/{number:int}"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_route_says_whom_it_serves_and_what_is_open_is_known()
    {
        var routes = Routes();
        Assert.True(routes.Count > 25, $"only {routes.Count} routes are mapped");
        Assert.Empty(routes.Where(route => route.Endpoint.Metadata.GetMetadata<NeedsRole>() is null).Select(route => route.Name));
        // grpc.health.v1 is asked by balancers, which have no key.
        var open = routes.Where(route => route.Endpoint.Metadata.GetMetadata<NeedsRole>() is { Role: null } && !route.Name.Contains("grpc.health", StringComparison.Ordinal));
        Assert.Equal(s_open.Order(StringComparer.Ordinal), open.Select(route => route.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Reading_needs_a_viewer_at_least_and_changing_more()
    {
        foreach (var (name, method, _, endpoint) in Routes())
        {
            // gRPC posts everything, and the repository's index, MLflow's server info and searches are POSTs that read.
            var isReading = name.EndsWith("/server-info", StringComparison.Ordinal) || name.EndsWith("/get-latest-versions", StringComparison.Ordinal) || name.Contains("/search", StringComparison.Ordinal) || name.Contains("GRPCInferenceService", StringComparison.Ordinal) || name.EndsWith("/repository/index", StringComparison.Ordinal);
            if (!isReading && endpoint.Metadata.GetMetadata<NeedsRole>()?.Role is { } role && method is "POST" or "PUT" or "DELETE" or "PATCH")
                Assert.True(role >= Role.User, $"{name} changes or predicts, and asks for {role} only");
            // Applications tell what became of predictions as users, and it is noted who did.
            if (endpoint.Metadata.GetMetadata<Audited>() is { Act: not AuditActs.OutcomesAdded })
                Assert.True(endpoint.Metadata.GetMetadata<NeedsRole>()?.Role >= Role.Deployer, $"{name} is an administrative act");
        }
    }

    [Fact]
    public void Every_change_is_audited()
    {
        // Predicting, explaining, scanning, checking and trying out change nothing; of an upload in parts nothing is there before it is complete, and signed addresses are not given here.
        string[] unchanging = ["POST /sign-in", "POST /sign-out", "POST /theme", "POST /api/privacy/scan", "POST /api/drift", "POST /api/datasets/{name}/{version:int}/checks", "POST /api/models/{name}/versions/{version}/evaluation", "POST /api/models/{name}/versions/{version}/gradients", "POST /api/models/{name}/versions/{version}/places", "POST /api/models/{name}/versions/{version}/robustness", "POST /api/models/inspection", "POST /api/endpoints/{name}/rollouts/simulation", "POST /v2/repository/index"];
        var missing = Routes().Where(route => route.Method is "POST" or "PUT" or "PATCH" or "DELETE"
            && route.Endpoint.Metadata.GetMetadata<Audited>() is null
            && route.Endpoint.Metadata.GetMetadata<NeedsRole>()?.Role is not (Role.Viewer or Role.User)
            && !unchanging.Contains(route.Name)
            && !route.Name.Contains("/explanations/", StringComparison.Ordinal)
            && !route.Name.Contains("/mpu/", StringComparison.Ordinal)
            && !route.Name.Contains("/artifacts/presigned-", StringComparison.Ordinal)
            && !route.Name.Contains("grpc.health", StringComparison.Ordinal)
            && !route.Name.Contains("GRPCInferenceService/Server", StringComparison.Ordinal)).Select(route => route.Name);
        Assert.Empty(missing);
    }

    [Fact]
    public async Task Every_route_refuses_who_is_nobody_and_who_may_less()
    {
        foreach (var (name, method, path, endpoint) in Routes())
        {
            if (endpoint.Metadata.GetMetadata<NeedsRole>()?.Role is not { } needed)
                continue;
            Assert.True(HttpStatusCode.Unauthorized == await StatusAsync(server.Anonymous, method, path), $"{name} lets in who is nobody");
            foreach (var role in Roles.All.Where(role => role < needed))
            {
                using var http = server.As(role);
                Assert.True(HttpStatusCode.Forbidden == await StatusAsync(http, method, path), $"{name} lets in a {role.Word()}");
            }
            using var allowed = server.As(needed);
            var status = await StatusAsync(allowed, method, path);
            Assert.False(status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{name} refuses a {needed.Word()} with {status}");
        }
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/api/nowhere")]
    [InlineData("/v2/nowhere")]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/swagger-ui.css")]
    public async Task What_is_no_route_tells_nothing_before_one_says_who_one_is(string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server.Anonymous, "GET", path));
        using var viewer = server.As(Role.Viewer);
        Assert.Equal(path.StartsWith("/docs", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.NotFound, await StatusAsync(viewer, "GET", path));
    }

    [Fact]
    public async Task The_wrong_method_is_told_only_to_who_is_known()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server.Anonymous, "DELETE", "/api/models"));
        using var viewer = server.As(Role.Viewer);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await StatusAsync(viewer, "DELETE", "/api/models"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        // Event streams never end; the head is enough.
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return response.StatusCode;
    }

    private List<(string Name, string Method, string Path, RouteEndpoint Endpoint)> Routes() =>
    [
        .. from endpoint in server.Inner.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           select ($"{method} /{endpoint.RoutePattern.RawText?.Trim('/')}", method, Address(endpoint.RoutePattern), endpoint),
    ];

    private static string Address(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { Name: "version" or "number" } => "1",
        RoutePatternParameterPart { Name: "documentName" } => "v1",
        _ => "churn",
    }))));
}
