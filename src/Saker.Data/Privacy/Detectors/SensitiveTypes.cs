namespace Saker.Data.Privacy.Detectors;

/// <summary>The types that Saker finds by itself, by the names used in policies and reports. National ids are named by country, such as <c>de_tax_id</c>.</summary>
public static class SensitiveTypes
{
    public const string Email = "email";
    public const string Phone = "phone";
    public const string Card = "card";
    public const string Iban = "iban";
    public const string Ip = "ip";
    public const string Url = "url";
    public const string UsSsn = "us_ssn";
    public const string BirthDate = "birth_date";
    public const string Secret = "secret";
    public const string PersonName = "person_name";
    public const string Address = "address";

    /// <summary>Every type, in the order of the documentation.</summary>
    public static IReadOnlyList<string> All { get; } = [.. DetectorCatalogue.All.SelectMany(detector => detector.Types)];
}
