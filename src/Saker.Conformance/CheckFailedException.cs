namespace Saker.Conformance;

/// <summary>The server did not do what is expected.</summary>
internal sealed class CheckFailedException(string wrong, string expected, Exchange? exchange) : Exception(wrong)
{
    public string Expected => expected;

    public Exchange? Exchange => exchange;
}
