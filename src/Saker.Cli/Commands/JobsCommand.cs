using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker jobs</c>: the recurring jobs of the servers of a home.</summary>
internal static class JobsCommand
{
    public static Command Create()
    {
        var command = new Command("jobs", "List the recurring jobs that servers (saker up) run: how the last run of each went, and when the next is due.") { CreateHistory(), CreateRun() };
        command.SetPlatformAction(async (_, output, platform, cancellationToken) =>
        {
            var jobs = await platform.Jobs.ListAsync(cancellationToken);
            output.Write(jobs.Select(JobOutput.Json), console => JobOutput.Write(console, jobs));
            return 0;
        });
        return command;
    }

    private static Command CreateHistory()
    {
        var job = Named();
        var max = CommonOptions.Max();
        var command = new Command("history", "List the runs of a job that are kept, the newest first.") { job, max };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var name = await GetAsync(platform, parsed.GetValue(job)!, cancellationToken);
            var runs = await platform.Jobs.ListRunsAsync(name, parsed.GetValue(max), cancellationToken);
            output.Write(runs.Select(JobOutput.Json), console => JobOutput.Write(console, runs));
            return 0;
        });
        return command;
    }

    private static Command CreateRun()
    {
        var job = Named();
        var command = new Command("run", "Have a job run as soon as a server looks, within a second.") { job };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var status = await platform.Jobs.HastenAsync(parsed.GetValue(job)!, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.JobHastened, status.Name);
            output.Write(JobOutput.Json(status), console => console.WriteLine($"{status.Name} is due"));
            return 0;
        });
        return command;
    }

    private static Argument<string> Named() => new("job") { Description = "Its name, such as retraining." };

    private static async Task<string> GetAsync(SakerPlatform platform, string job, CancellationToken cancellationToken) =>
        (await platform.Jobs.ListAsync(cancellationToken)).Any(status => status.Name == job) ? job : throw new SakerException(ErrorKind.NotFound, $"There is no job '{job}'. 'saker jobs' lists them.", "job");
}
