using Saker.Conformance.Grpc;
using Saker.Conformance.Rest;

namespace Saker.Conformance;

/// <summary>Asks a server what the Open Inference Protocol, version 2, expects of it. Any server that speaks it will do.</summary>
public static class ConformanceKit
{
    /// <summary>Finds the model, then runs the checks one after the other in the catalogue's order.</summary>
    /// <exception cref="ConformanceException">The server cannot be reached, the options are wrong, or there is no model to ask.</exception>
    public static async Task<ConformanceReport> RunAsync(ConformanceOptions options, CancellationToken cancellationToken)
    {
        if (!options.Server.IsAbsoluteUri || options.Server.Scheme is not ("http" or "https"))
            throw new ConformanceException($"'{options.Server}' is no address of a server; give http://host:port.");
        using var subject = new Subject(options, new RestDoor(options), options.Grpc is { } grpc ? new GrpcDoor(grpc, options) : null);
        await Discovery.RunAsync(subject, cancellationToken);
        List<CheckResult> results = [];
        foreach (var check in CheckCatalogue.Checks.Where(check => options.Level == ConformanceLevel.Extensions || check.Level != CheckLevel.Extension))
            results.Add(await RunAsync(check, subject, cancellationToken));
        return new ConformanceReport
        {
            Server = options.Server,
            ServerName = subject.ServerName,
            ServerVersion = subject.ServerVersion,
            Extensions = subject.Extensions,
            Model = subject.ModelName,
            Values = subject.IsMadeUp ? $"made up from the model's metadata (seed {options.Seed})" : "given",
            WhyNotAsked = subject.HasSample ? null : subject.NoSample,
            Results = results,
        };
    }

    private static async Task<CheckResult> RunAsync(Check check, Subject subject, CancellationToken cancellationToken)
    {
        var time = subject.Options.Time;
        var startedAt = time.GetTimestamp();
        var result = new CheckResult { Check = check.Info, Outcome = CheckOutcome.Passed, Elapsed = default };
        try
        {
            await check.RunAsync(subject, cancellationToken);
        }
        catch (CheckSkippedException e)
        {
            result = result with { Outcome = CheckOutcome.Skipped, Reason = e.Message };
        }
        catch (CheckFailedException e)
        {
            result = result with { Outcome = CheckOutcome.Failed, Reason = e.Message, Expected = e.Expected, Sent = e.Exchange?.Sent, Received = e.Exchange?.Received };
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or KeyNotFoundException or OverflowException)
        {
            // What the server sent is unlike anything that a check looks for.
            result = result with { Outcome = CheckOutcome.Failed, Reason = $"the answer could not be understood: {e.Message}", Expected = check.Title };
        }
        return result with { Elapsed = time.GetElapsedTime(startedAt) };
    }
}
