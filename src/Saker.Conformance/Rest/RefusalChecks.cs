namespace Saker.Conformance.Rest;

/// <summary>Looks back at everything that the server refused while it was checked. Last of all.</summary>
internal static class RefusalChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("rest.refusal.error-object", "Every refused infer request was answered with {\"error\": text}.", CheckLevel.Must, Sections.Error, (subject, _) => EachAsync(subject, exchange => exchange.HasError, "the body is no error object", "{\"error\": text}")),
        new("rest.refusal.status", "No refused infer request was answered as a fault of the server (500 and above).", CheckLevel.Should, Sections.Robust, (subject, _) => EachAsync(subject, exchange => exchange.Status < 500, "the status is 500 or above", "a status of 400 to 499: the mistake was the client's")),
        new("rest.refusal.still-works", "After all that, the plain request is answered as at first.", CheckLevel.Must, Sections.Response, async (subject, token) => await subject.RequireSameAsync(subject.Sample.ToJson(), "the request is valid", token)),
    ];

    private static Task EachAsync(Subject subject, Func<RestExchange, bool> isRight, string wrong, string expected)
    {
        var refusals = subject.Rest.Refusals;
        if (refusals.Count == 0)
            throw new CheckSkippedException("no infer request was refused");
        var offenders = refusals.Where(exchange => !isRight(exchange)).ToList();
        if (offenders.Count > 0)
            offenders[0].Fail($"{wrong} in {offenders.Count} of {refusals.Count} refusals; the first is shown", expected);
        return Task.CompletedTask;
    }
}
