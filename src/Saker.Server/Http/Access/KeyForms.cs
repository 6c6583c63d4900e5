using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Identity;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;

namespace Saker.Server.Http.Access;

/// <summary>Keys made and revoked on their page: the same acts as <see cref="KeysApi"/>'s, answered with the page. A key's text is in that answer and nowhere else.</summary>
internal static class KeyForms
{
    private const string Page = "/settings/keys";

    private static readonly string[] s_fields = ["name", "role", "expiresAt", "requestsPerSecond", "burst", "requestsPerDay", "rowsPerDay", "distinctRowsPerDay", "scoreDecimals"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Page, CreateAsync).Needs(Role.Admin).Audited(AuditActs.KeyCreated).ExcludeFromDescription();
        routes.MapPost(Page + "/{id}/revoke", RevokeAsync).Needs(Role.Admin).Audited(AuditActs.KeyRevoked).ExcludeFromDescription();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, IKeyStore keys, AccessControl access, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await PageForm.RequireAsync(context, "POST /api/keys", cancellationToken);
        var draft = new KeyDraft { Texts = s_fields.ToDictionary(field => field, field => form.Text(field) ?? "", StringComparer.Ordinal) };
        try
        {
            var request = Read(form);
            context.SetAuditTarget($"{request.Name} ({request.Role.Word()})");
            var created = await keys.CreateAsync(request, cancellationToken);
            await access.RefreshAsync(CancellationToken.None);
            context.SetAuditTarget($"{created.Key.Id} {created.Key.Name} ({created.Key.Role.Word()})");
            return await ShowAsync(new KeyDraft(), created, StatusCodes.Status201Created);
        }
        catch (SakerException e) when (e.Kind is ErrorKind.InvalidInput or ErrorKind.Conflict or ErrorKind.LimitExceeded)
        {
            context.SetAuditFailure(e.Message);
            var problems = e.Problems.Count > 0 ? e.Problems : e.Field is { } field ? [new Problem(field, e.Message)] : [];
            return await ShowAsync(draft with { Fault = e.Problems.Count > 0 ? "The key was not made." : e.Message, Problems = problems }, null, ErrorResponses.Status(e.Kind));
        }

        async Task<IResult> ShowAsync(KeyDraft shown, NewKey? made, int status) => new PageResult<KeysPage>(
            new()
            {
                [nameof(KeysPage.Keys)] = await keys.ListAsync(cancellationToken),
                [nameof(KeysPage.Now)] = time.GetUtcNow(),
                [nameof(KeysPage.IsOn)] = access.IsOn,
                [nameof(KeysPage.Draft)] = shown,
                [nameof(KeysPage.Made)] = made,
            },
            status);
    }

    private static async Task<IResult> RevokeAsync(string id, HttpContext context, IKeyStore keys, AccessControl access, CancellationToken cancellationToken)
    {
        await PageForm.RequireAsync(context, "DELETE /api/keys/{id}", cancellationToken);
        var revoked = await keys.RevokeAsync(id, cancellationToken);
        await access.RefreshAsync(CancellationToken.None);
        context.SetAuditTarget($"{revoked.Id} {revoked.Name} ({revoked.Role.Word()})");
        return PageForm.BackTo(context, Page);
    }

    private static KeyRequest Read(IFormCollection form)
    {
        var problems = new List<Problem>();
        if (form.Text("name") is null)
            problems.Add(new Problem("name", "is missing; say who or what will use the key."));
        var policy = new KeyPolicy
        {
            RequestsPerSecond = Number(form, "requestsPerSecond", problems),
            Burst = (int?)Whole(form, "burst", problems),
            RequestsPerDay = Whole(form, "requestsPerDay", problems),
            RowsPerDay = Whole(form, "rowsPerDay", problems),
            DistinctRowsPerDay = Whole(form, "distinctRowsPerDay", problems),
            ScoreDecimals = (int?)Whole(form, "scoreDecimals", problems),
        };
        var expires = Day(form, problems);
        return problems.Count == 0
            ? new KeyRequest(form.Text("name")!, Roles.Parse(form.Text("role"))) { Policy = policy, ExpiresAt = expires }
            : throw new SakerException(ErrorKind.InvalidInput, "The key cannot be made.", problems);
    }

    private static double? Number(IFormCollection form, string field, List<Problem> problems)
    {
        if (form.Text(field) is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        problems.Add(new Problem(field, $"'{text}' is no number."));
        return null;
    }

    private static long? Whole(IFormCollection form, string field, List<Problem> problems)
    {
        if (form.Text(field) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number))
            return number;
        problems.Add(new Problem(field, $"'{text}' is no whole number up to {int.MaxValue:N0}."));
        return null;
    }

    private static DateTimeOffset? Day(IFormCollection form, List<Problem> problems)
    {
        if (form.Text("expiresAt") is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        problems.Add(new Problem("expiresAt", $"'{text}' is no day; write 2026-12-31."));
        return null;
    }
}
