using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary>What <c>saker models</c> does about protected aliases: <c>protect</c>, <c>unprotect</c>, <c>approvals</c>, <c>approve</c>, <c>reject</c>, <c>withdraw</c>.</summary>
internal static class ApprovalCommands
{
    private const int MaxShown = 100;

    public static Command CreateProtect()
    {
        var (model, alias) = (Model(), Alias());
        var role = new Option<string>("--role") { Description = "The least role of those who approve: deployer or admin.", DefaultValueFactory = _ => Role.Admin.Word() };
        var count = new Option<int>("--count") { Description = "How many must approve.", DefaultValueFactory = _ => 1 };
        var command = new Command("protect", "Have an alias move only when others than the one who asks approve.") { model, alias, role, count };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var protection = new AliasProtection { Model = parsed.GetValue(model)!, Alias = parsed.GetValue(alias)!, Role = Roles.Parse(parsed.GetValue(role)), Count = parsed.GetValue(count) };
            await platform.Approvals.ProtectAsync(protection, null, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.AliasProtected, $"{protection.Model}@{protection.Alias}", $"{protection.Count} with the role {protection.Role.Word()}");
            output.Write(protection, console => console.WriteLine($"{protection.Model}@{protection.Alias} moves only when {protection.Count} with the role {protection.Role.Word()} approve"));
            return 0;
        });
        return command;
    }

    public static Command CreateUnprotect()
    {
        var (model, alias) = (Model(), Alias());
        var command = new Command("unprotect", "End the protection of an alias; what waits for approval becomes stale.") { model, alias };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var name = $"{parsed.GetValue(model)}@{parsed.GetValue(alias)}";
            if (!await platform.Approvals.UnprotectAsync(parsed.GetValue(model)!, parsed.GetValue(alias)!, null, cancellationToken))
                throw new SakerException(ErrorKind.NotFound, $"{name} is not protected.", "alias");
            await LocalAct.NoteAsync(platform, AuditActs.AliasUnprotected, name);
            output.Write(new { unprotected = name }, console => console.WriteLine($"{name} is not protected any more"));
            return 0;
        });
        return command;
    }

    public static Command CreateList()
    {
        var model = new Argument<string?>("model") { Description = "Only requests of this model.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Also those that do not wait any more." };
        var command = new Command("approvals", "List requests to move protected aliases.") { model, all };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var requests = await platform.Approvals.ListAsync(parsed.GetValue(model), !parsed.GetValue(all), MaxShown, cancellationToken);
            output.Write(requests, console => ShowRequests(console, requests));
            return 0;
        });
        return command;
    }

    public static Command CreateApprove() => Create("approve", "Approve a request; with enough approvals the alias moves.", AuditActs.MoveApproved, (store, id, reason, token) => store.ApproveAsync(id, null, reason, token));

    public static Command CreateReject() => Create("reject", "Reject a request.", AuditActs.MoveRejected, (store, id, reason, token) => store.RejectAsync(id, null, reason, token));

    public static Command CreateWithdraw() => Create("withdraw", "Take your own request back.", AuditActs.MoveWithdrawn, (store, id, reason, token) => store.WithdrawAsync(id, null, reason, token));

    private static Command Create(string word, string description, string act, Func<IApprovalStore, string, string?, CancellationToken, Task<MoveRequest>> decide)
    {
        var id = new Argument<string>("id") { Description = "The request, as 'saker models approvals' lists it." };
        var reason = new Option<string?>("--reason") { Description = "Why. It is kept with the request." };
        var command = new Command(word, description) { id, reason };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var request = await decide(platform.Approvals, parsed.GetValue(id)!, parsed.GetValue(reason), cancellationToken);
            await LocalAct.NoteAsync(platform, act, request.Id, $"{request.Model}@{request.Alias} to {Target(request)}");
            output.Write(request, console => console.WriteLine($"{request.Model}@{request.Alias} to {Target(request)}: {request.State.ToString().ToLowerInvariant()}, {request.Approvals.Count} of {request.Count} approvals"));
            return 0;
        });
        return command;
    }

    private static Argument<string> Model() => new("model") { Description = "The registered model." };

    private static Argument<string> Alias() => new("alias") { Description = "The alias, such as champion." };

    private static string Target(MoveRequest request) => request.To is { } to ? $"{request.Model}/{to}" : "nothing";

    private static void ShowRequests(IAnsiConsole console, IReadOnlyList<MoveRequest> requests)
    {
        if (requests.Count == 0)
        {
            console.WriteLine("Nothing waits.");
            return;
        }
        var table = CliOutput.Table("request", "alias", "to", "by", "asked", "state", "approvals", "evidence");
        foreach (var request in requests)
        {
            table.AddRow(new Text(request.Id), new Text($"{request.Model}@{request.Alias}"), new Text(Target(request)), new Text(request.By), new Text(Show.Time(request.At)),
                new Text(request.State.ToString().ToLowerInvariant()), new Text($"{request.Approvals.Count} of {request.Count} ({request.Role.Word()})"), new Text(request.Evidence ?? ""));
        }
        console.Write(table);
    }
}
