using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.OpenInference.Framing;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Server.Hosting;

namespace Saker.Server.Http.Access;

/// <summary>Notes what requests change.</summary>
internal sealed class AuditTrail : IAsyncDisposable
{
    private readonly IAuditStore _audit;
    private readonly ILogger<AuditTrail> _logger;
    private readonly FrequentActs _frequent;
    private readonly ITimer _timer;

    // Whoever is refused could fill the disk with entries: beyond this rate the log counts them instead.
    private readonly TokenBucketRateLimiter _refusals = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 100,
        TokensPerPeriod = 2,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    public AuditTrail(IAuditStore audit, TimeProvider time, ILogger<AuditTrail> logger)
    {
        _audit = audit;
        _logger = logger;
        _frequent = new FrequentActs(time);
        // An entry that cannot be written is in the log; nothing else fails here.
        _timer = time.CreateTimer(_ => _ = NoteFrequentAsync(all: false), null, FrequentActs.Window, FrequentActs.Window / 4);
    }

    /// <summary>Runs an act and notes what became of it, before its caller learns of it: who sees the answer finds the entry.</summary>
    public async Task RunAsync(HttpContext context, string act, RequestDelegate next)
    {
        var isNoted = false;
        // The outcome of a gRPC call comes after the start of its answer.
        if (!GrpcHeaders.IsGrpc(context.Request.ContentType))
            context.Response.OnStarting(NoteOutcomeAsync);
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            await NoteOnceAsync(AuditOutcome.Failed, exception is SakerException or BadHttpRequestException ? exception.Message : exception.GetType().Name);
            throw;
        }
        await NoteOutcomeAsync();

        Task NoteOutcomeAsync()
        {
            var status = context.Response.StatusCode;
            var note = context.Features.Get<AuditNote>();
            var failure = note?.Failure ?? (status >= StatusCodes.Status400BadRequest ? $"answered {status}" : null);
            return NoteOnceAsync(failure is null ? AuditOutcome.Done : AuditOutcome.Failed, failure ?? note?.Detail);
        }

        async Task NoteOnceAsync(AuditOutcome outcome, string? detail)
        {
            if (isNoted)
                return;
            isNoted = true;
            await NoteAsync(context, context.Grant(), act, outcome, detail);
            if (context.Features.Get<AuditNote>()?.Other is { } other)
                await NoteAsync(context, context.Grant(), other.Act, AuditOutcome.Done, other.Detail);
        }
    }

    /// <summary>Notes an attempt of somebody who may not.</summary>
    public async Task NoteRefusalAsync(HttpContext context, AccessGrant? grant, string act, string reason)
    {
        using var lease = _refusals.AttemptAcquire();
        if (lease.IsAcquired)
            await NoteAsync(context, grant, act, AuditOutcome.Refused, reason);
        else
            _logger.RefusalNotNoted(act, context.Request.Path);
    }

    /// <summary>Notes what was counted and not yet noted.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await NoteFrequentAsync(all: true);
        await _refusals.DisposeAsync();
    }

    private async Task NoteAsync(HttpContext context, AccessGrant? grant, string act, AuditOutcome outcome, string? detail)
    {
        var entry = new AuditEntry
        {
            Actor = grant?.Subject ?? "anonymous",
            KeyId = grant?.KeyId,
            Act = act,
            Target = Target(context),
            Outcome = outcome,
            Detail = detail,
            RequestId = context.TraceIdentifier,
        };
        if (!AuditActs.IsFrequent(act) || _frequent.IsFirst(entry))
            await AppendAsync(entry);
    }

    private async Task NoteFrequentAsync(bool all)
    {
        foreach (var entry in _frequent.End(all))
            await AppendAsync(entry);
    }

    private async Task AppendAsync(AuditEntry entry)
    {
        try
        {
            // The act is done: that its caller went away does not make it undone.
            await _audit.AppendAsync(entry, CancellationToken.None);
        }
        catch (SakerException exception)
        {
            _logger.ActNotNoted(exception, entry.Actor, entry.Act, entry.Target, entry.Outcome);
        }
    }

    private static string Target(HttpContext context)
    {
        if (context.Features.Get<AuditNote>()?.Target is { } target)
            return target;
        var values = context.Request.RouteValues.Values;
        return values.Count > 0 ? string.Join('/', values) : $"{context.Request.Method} {context.Request.Path}";
    }
}
