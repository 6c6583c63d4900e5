namespace Saker.Data.Privacy.Detectors;

/// <summary>The detectors that Saker brings, one line each.</summary>
internal static class DetectorCatalogue
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        new EmailDetector(),
        new PhoneDetector(),
        new CardDetector(),
        new IbanDetector(),
        new IpDetector(),
        new UrlDetector(),
        new NationalIdDetector(),
        new BirthDateDetector(),
        new SecretDetector(),
        new PersonNameDetector(),
        new AddressDetector(),
    ];
}
