using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Saker.Client;
using Saker.Dashboard.Hosting;
using Saker.Dashboard.Live;
using Saker.Platform;
using Saker.Platform.Alerts;
using Saker.Platform.Identity;
using Saker.Platform.Storage;
using Saker.Server.Grpc;
using Saker.Server.Http;
using Saker.Server.Http.Access;
using Saker.Server.Http.Mlflow.Scoring;
using Saker.Server.Http.Mlflow.Wire;
using Saker.Server.Http.OpenInference;
using Saker.Server.Telemetry;
using Saker.Server.Telemetry.Metrics;

namespace Saker.Server.Hosting;

/// <summary>Which services there are and in which order a request passes through what.</summary>
internal static class Composition
{
    // Names under which a browser reaches loopback. Refusing others keeps foreign pages from reaching in by a name that they made point here.
    private static readonly string[] LoopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

    public static WebApplication Build(ServerOptions options, IPAddress address, Action<IServiceCollection> configure)
    {
        // Empty: no configuration files, environment variables or default providers decide anything behind our options.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "saker", ContentRootPath = AppContext.BaseDirectory });
        AddHosting(builder, options, address);
        AddCapabilities(builder.Services, options, address);
        configure(builder.Services);
        var app = builder.Build();
        Map(app);
        return app;
    }

    private static void AddHosting(WebApplicationBuilder builder, ServerOptions options, IPAddress address)
    {
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            var certificate = options.Certificate is { } path ? ServerCertificate.Load(path, options.CertificateKey) : null;
            kestrel.Listen(address, options.Port, listen => Secure(listen, certificate));
            if (options.OwnGrpcPort is { } grpcPort)
            {
                kestrel.Listen(new GrpcEndPoint(address, grpcPort), listen =>
                {
                    listen.Protocols = HttpProtocols.Http2;
                    Secure(listen, certificate);
                });
            }
        });
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, NetworkBlockPools>();
        builder.Services.AddSingleton<IConnectionListenerFactory, GrpcSockets>();
        builder.Logging.SetMinimumLevel(options.MinLogLevel).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        // Otherwise the host makes an activity and a scope for every request, which say nothing that ours do not.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddJsonConsole(console =>
        {
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            console.JsonWriterOptions = new JsonWriterOptions { Indented = false };
        });
        OtlpExport.Add(builder.Services, builder.Logging, options.Telemetry);
        StartLoggers.Add(builder.Services);
        // Standard output belongs to what the user asked for.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.MaxStopDelay);
        builder.Services.AddRoutingCore();
        builder.Services.AddHostFiltering(filter =>
        {
            filter.AllowedHosts = AllowedHosts(options, address);
            filter.IncludeFailureMessage = false;
        });
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            // As the client reads it.
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, SakerJson.Default);
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        });
    }

    private static void Secure(ListenOptions listen, ServerCertificate? certificate)
    {
        if (certificate is not null)
            listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate.Certificate, ServerCertificateChain = certificate.Chain });
    }

    private static string[] AllowedHosts(ServerOptions options, IPAddress address) => IPAddress.IsLoopback(address) || options.Hosts.Count > 0
        ? [.. LoopbackHosts, .. options.Hosts]
        : ["*"];

    private static void AddCapabilities(IServiceCollection services, ServerOptions options, IPAddress address)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        // A value of the query that is none of its kind is then told by its name.
        services.Configure<RouteHandlerOptions>(static handlers => handlers.ThrowOnBadRequest = true);
        services.AddSingleton(options.Serving);
        services.AddSingleton(options.Watching);
        services.AddSingleton(options.Judging);
        services.AddSingleton<JudgingDesk>();
        services.AddSingleton<CounterfactualDesk>();
        services.AddSingleton(new AlertOptions { PublicUrl = options.PublicUrl });
        services.AddSingleton(new AccessOptions { IsOn = options.IsAccessOn(address), Oidc = options.Oidc });
        options.Backends.Configure(services);
        services.AddSakerPlatform(new HomeOptions { Folder = options.Home });
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<MetadataProbe>();
        services.AddHostedService<EndpointLoading>();
        services.AddHostedService<RestingMemory>();
        services.AddHostedService<PoolWatch>();
        TelemetryServices.Add(services, options.Telemetry);
        services.AddSakerDashboard(new LiveLimits(options.MaxLiveStreams, options.MaxLiveStreamsPerKey));
        services.AddSingleton(provider => OptionsInForce.Facts(provider, options, address));
        OpenApiDocument.Add(services);
        GrpcApi.Add(services);
    }

    private static void Map(WebApplication app)
    {
        app.UseMiddleware<RequestIds>();
        app.UseMiddleware<RequestTelemetry>();
        app.Use(SecurityHeaders.AddAsync);
        app.UseMiddleware<ErrorAnswers>();
        app.UseHostFiltering();
        app.UseRouting();
        app.UseMiddleware<AccessChecks>();
        app.Use(QueryNames.CheckAsync);
        OpenApiDocument.Map(app);
        HealthApi.Map(app);
        MetricsApi.Map(app);
        var api = app.MapGroup("/api");
        ExperimentsApi.Map(api);
        StudiesApi.Map(api);
        OutcomesApi.Map(api);
        JobsApi.Map(api);
        RunsApi.Map(api);
        RegistryApi.Map(api);
        DatasetsApi.Map(api);
        LineageApi.Map(api);
        DriftApi.Map(api);
        PipelinesApi.Map(api);
        EndpointsApi.Map(api);
        RolloutsApi.Map(api);
        WindowsApi.Map(api);
        AlertsApi.Map(api);
        PredictApi.Map(api);
        LogApi.Map(api);
        InferApi.Map(app);
        KeysApi.Map(api);
        AuditApi.Map(api);
        MaintenanceApi.Map(api);
        PrivacyApi.Map(api);
        SignInRoutes.Map(app);
        InvocationsApi.Map(app);
        MlflowApi.Map(app);
        GrpcApi.Map(app);
        TryForms.Map(app);
        KeyForms.Map(app);
        ReceiverForms.Map(app);
        RolloutForms.Map(app);
        app.MapSakerDashboard();
        ModelForms.Map(app);
        DatasetForms.Map(app);
    }
}
