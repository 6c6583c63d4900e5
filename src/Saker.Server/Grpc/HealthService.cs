using Microsoft.Extensions.Hosting;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Status = Saker.OpenInference.Messages.HealthCheckResponse.Types.ServingStatus;

namespace Saker.Server.Grpc;

/// <summary><c>grpc.health.v1.Health</c>: the server as a whole by the empty name, a model by its own.</summary>
internal sealed class HealthService(ModelHost models, Readiness readiness, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>How often a watched status is looked at.</summary>
    public static TimeSpan WatchInterval { get; } = TimeSpan.FromMilliseconds(250);

    public ValueTask<HealthCheckResponse> CheckAsync(HealthCheckRequest request, CancellationToken cancellationToken) => Find(request.Service) is { } status
        ? ValueTask.FromResult(new HealthCheckResponse { Status = status })
        : throw new GrpcException(GrpcStatusCode.NotFound, $"There is no model '{request.Service}'.");

    /// <summary>Sends the status now and each time it has changed, until the client leaves or the server stops.</summary>
    public async Task WatchAsync(GrpcCall call)
    {
        HealthCheckRequest request;
        using (var message = await call.Reader.ReadOnlyAsync(call.Token))
            request = HealthMethods.Watch.Requests.ParseFrom(message.Bytes);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Token, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(WatchInterval, time);
        Status? sent = null;
        do
        {
            // A name that is not known now may be deployed later.
            var status = Find(request.Service) ?? Status.ServiceUnknown;
            if (status == sent)
                continue;
            await call.Writer.SendAsync(new HealthCheckResponse { Status = status }, mayWait: false, call.Token);
            sent = status;
        }
        while (await MayGoOnAsync(timer, call.Token, either.Token));
        await call.Writer.SendAsync(new HealthCheckResponse { Status = Status.NotServing }, mayWait: true, call.Token);
        throw new GrpcException(GrpcStatusCode.Unavailable, "The server stops.");
    }

    private static async ValueTask<bool> MayGoOnAsync(PeriodicTimer timer, CancellationToken ofCall, CancellationToken either)
    {
        try
        {
            return await timer.WaitForNextTickAsync(either);
        }
        catch (OperationCanceledException) when (!ofCall.IsCancellationRequested)
        {
            return false;
        }
    }

    private Status? Find(string service)
    {
        if (service is "" or InferenceMethods.Service or HealthMethods.Service)
            return readiness.Reason is null ? Status.Serving : Status.NotServing;
        return models.Find(service) is { } status ? status.IsServing ? Status.Serving : Status.NotServing : null;
    }
}
