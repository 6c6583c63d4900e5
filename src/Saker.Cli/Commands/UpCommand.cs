using System.CommandLine;
using Spectre.Console;
using Saker.Cli.Output;
using Saker.Platform.Monitoring.Capture;
using Saker.Server.Hosting;

namespace Saker.Cli.Commands;

/// <summary><c>saker up</c>: serves the API, the endpoints and the dashboard until it is stopped.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var home = CommonOptions.Home();
        var port = CommonOptions.Port();
        var grpcPort = CommonOptions.GrpcPort();
        var certificate = new Option<string?>("--certificate") { Description = "Serve with TLS: a .pfx file without password, or a PEM file. One port then takes HTTP/1.1, HTTP/2 and gRPC." };
        var certificateKey = new Option<string?>("--certificate-key") { Description = "The PEM file of the certificate's private key, when it does not lie with the certificate." };
        var scoring = new Option<string?>("--scoring-endpoint") { Description = "The endpoint that answers MLflow's /invocations. Default: the only one there is." };
        var noWatching = new Option<bool>("--no-watching") { Description = "Watch nothing: no prediction log, no windows of requests, and so no drift and no live scores." };
        var restHeap = new Option<long>("--max-rest-heap-bytes") { Description = "The largest managed heap that is collected, whole, when the server comes to rest, to give memory back; 0 for never.", DefaultValueFactory = _ => new ServerOptions { Home = "" }.MaxRestHeapBytes };
        var requests = new RequestFlags();
        var serving = new ServingFlags();
        var command = new Command("up", "Serve the API, the endpoints and the dashboard until Ctrl-C.") { home, port, grpcPort, certificate, certificateKey, scoring, noWatching, restHeap };
        requests.AddTo(command);
        serving.AddTo(command);
        var judging = new JudgingFlags();
        judging.AddTo(command);
        var telemetry = new TelemetryFlags();
        telemetry.AddTo(command);
        var backends = new BackendFlags();
        backends.AddTo(command);
        var access = new AccessSettings();
        foreach (var option in access.All)
            command.Options.Add(option);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var options = Options(CommandAction.HomeOf(parsed, home).Folder, parsed.GetValue(port)) with
            {
                GrpcPort = parsed.GetValue(grpcPort),
                Certificate = parsed.GetValue(certificate),
                CertificateKey = parsed.GetValue(certificateKey),
                ScoringEndpoint = parsed.GetValue(scoring),
                MaxRestHeapBytes = parsed.GetValue(restHeap),
                Serving = serving.Read(parsed),
                Judging = judging.Read(parsed),
                Watching = new CaptureOptions { IsOn = !parsed.GetValue(noWatching) },
                Telemetry = telemetry.Read(parsed),
                Backends = backends.Read(parsed),
            };
            await using var server = await SakerServer.StartAsync(access.Apply(parsed, requests.Apply(parsed, options)), cancellationToken);
            Announce(output, server);
            await server.ServeAsync(cancellationToken);
            return 0;
        });
        return command;
    }

    public static ServerOptions Options(string home, int port) => new() { Home = home, Port = port };

    public static void Announce(CliOutput output, SakerServer server)
    {
        var address = server.Address.ToString().TrimEnd('/');
        var grpcAddress = server.GrpcAddress.ToString().TrimEnd('/');
        output.Write(new { listening = address, grpc = grpcAddress }, console =>
        {
            console.WriteLine($"listening on {address}");
            console.WriteLine($"gRPC         {grpcAddress}");
            console.WriteLine($"dashboard    {address}/");
            console.WriteLine($"API page     {address}/docs");
        });
    }
}
