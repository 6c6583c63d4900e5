using System.CommandLine;
using Saker.Cli.Output;

namespace Saker.Cli.Commands.Rollouts;

/// <summary><c>saker rollouts watch</c>: shows a rollout as it goes, until it has ended.</summary>
internal static class RolloutWatchCommand
{
    /// <summary>The exit code when it ended and the candidate does not serve.</summary>
    private const int NotServed = 1;

    /// <summary>The exit code when it was not over in the time given.</summary>
    private const int NotOver = 3;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    public static Command Create()
    {
        var subject = RolloutsCommand.Subject();
        var most = new Option<string?>("--for") { Description = "Look for so long at most, such as 30m; exit code 3 when it is not over then." };
        var server = CommonOptions.Server(isNeeded: false);
        var command = new Command("watch", "Show a rollout as it goes and end when it has ended: exit code 0 when the candidate serves, or a shadow found no harm; 1 otherwise.") { subject, most, server };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var access = new RolloutAccess(parsed.GetValue(server), platform);
            var rollout = await access.GetAsync(RolloutsCommand.Named(parsed, subject), cancellationToken);
            var time = TimeProvider.System;
            var (startedAt, limit) = (time.GetTimestamp(), parsed.GetValue(most) is { } text ? Saker.Data.DurationText.Parse(text) : (TimeSpan?)null);
            string? said = null;
            while (true)
            {
                var line = RolloutOutput.Say(rollout);
                if (line != said && !output.IsJson)
                    output.Console.Profile.Out.Writer.WriteLine($"{Show.Time(time.GetUtcNow())}  {line}");
                said = line;
                if (rollout.EndedAt is not null || time.GetElapsedTime(startedAt) > limit)
                    break;
                await Task.Delay(s_look, time, cancellationToken);
                rollout = await access.GetByIdAsync(rollout.Id, cancellationToken);
            }
            output.Write(rollout, console => { });
            // A shadow that ends as it was planned to found no harm.
            return rollout.EndedAt is null ? NotOver : rollout.State == "promoted" || (rollout.State == "kept" && rollout.Strategy == "shadow") ? 0 : NotServed;
        });
        return command;
    }
}
